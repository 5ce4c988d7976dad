CREATE TABLE public.examination_types (
    id bigint GENERATED ALWAYS AS IDENTITY,
    code text NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT examination_types_pkey PRIMARY KEY (id),
    CONSTRAINT examination_types_code_key UNIQUE (code),
    CONSTRAINT examination_types_code_check CHECK (code ~ '^[a-z][a-z0-9_]*$')
);

COMMENT ON TABLE public.examination_types IS 'The specialties and assessments that can be ordered.';

CREATE TRIGGER examination_types_set_updated_at
    BEFORE UPDATE ON public.examination_types
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

CREATE TABLE public.examination_type_short_forms (
    id bigint GENERATED ALWAYS AS IDENTITY,
    short_form text NOT NULL,
    examination_type_id bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT examination_type_short_forms_pkey PRIMARY KEY (id),
    CONSTRAINT examination_type_short_forms_short_form_key UNIQUE (short_form),
    CONSTRAINT examination_type_short_forms_short_form_check CHECK (short_form = upper(short_form)),
    CONSTRAINT examination_type_short_forms_examination_type_id_fkey
        FOREIGN KEY (examination_type_id) REFERENCES public.examination_types (id)
);

COMMENT ON TABLE public.examination_type_short_forms IS 'Abbreviations by which referrals, schedules and file names call an examination type.';
COMMENT ON COLUMN public.examination_type_short_forms.short_form IS 'In capitals; it leads to exactly one examination type, which may have several.';

CREATE INDEX examination_type_short_forms_examination_type_id_idx
    ON public.examination_type_short_forms (examination_type_id);

CREATE TRIGGER examination_type_short_forms_set_updated_at
    BEFORE UPDATE ON public.examination_type_short_forms
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
