CREATE TABLE public.organization_types (
    id bigint GENERATED ALWAYS AS IDENTITY,
    code text NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT organization_types_pkey PRIMARY KEY (id),
    CONSTRAINT organization_types_code_key UNIQUE (code),
    CONSTRAINT organization_types_code_check CHECK (code ~ '^[a-z][a-z0-9_]*$')
);

COMMENT ON TABLE public.organization_types IS 'What sort of party an organization is to a case: who refers, pays, represents or examines.';

CREATE TRIGGER organization_types_set_updated_at
    BEFORE UPDATE ON public.organization_types
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

CREATE TABLE public.departments (
    id bigint GENERATED ALWAYS AS IDENTITY,
    code text NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT departments_pkey PRIMARY KEY (id),
    CONSTRAINT departments_code_key UNIQUE (code),
    CONSTRAINT departments_code_check CHECK (code ~ '^[a-z][a-z0-9_]*$')
);

COMMENT ON TABLE public.departments IS 'The parts of the company that runs the portal; users from outside have none.';

CREATE TRIGGER departments_set_updated_at
    BEFORE UPDATE ON public.departments
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
