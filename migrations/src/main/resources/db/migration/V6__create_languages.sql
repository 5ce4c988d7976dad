CREATE TABLE public.languages (
    id bigint GENERATED ALWAYS AS IDENTITY,
    code text NOT NULL,
    name text NOT NULL,
    native_name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT languages_pkey PRIMARY KEY (id),
    CONSTRAINT languages_code_key UNIQUE (code),
    CONSTRAINT languages_code_check CHECK (code ~ '^[a-z]{2}$')
);

COMMENT ON TABLE public.languages IS 'Languages in which people can be examined and written to.';
COMMENT ON COLUMN public.languages.code IS 'ISO 639-1, two letters.';
COMMENT ON COLUMN public.languages.name IS 'The name in English.';
COMMENT ON COLUMN public.languages.native_name IS 'The name in the language itself.';

CREATE TRIGGER languages_set_updated_at
    BEFORE UPDATE ON public.languages
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
