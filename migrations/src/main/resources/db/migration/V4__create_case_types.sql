CREATE TABLE public.case_types (
    id bigint GENERATED ALWAYS AS IDENTITY,
    code text NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT case_types_pkey PRIMARY KEY (id),
    CONSTRAINT case_types_code_key UNIQUE (code),
    CONSTRAINT case_types_code_check CHECK (code ~ '^[a-z][a-z0-9_]*$')
);

COMMENT ON TABLE public.case_types IS 'The claim or dispute for which an examination is asked.';

CREATE TRIGGER case_types_set_updated_at
    BEFORE UPDATE ON public.case_types
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
