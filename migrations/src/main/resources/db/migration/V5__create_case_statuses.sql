-- The order is checked at the end of a statement (DEFERRABLE), so that one UPDATE can move
-- statuses past each other.
CREATE TABLE public.case_statuses (
    id bigint GENERATED ALWAYS AS IDENTITY,
    code text NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    position integer NOT NULL,
    terminal boolean NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT case_statuses_pkey PRIMARY KEY (id),
    CONSTRAINT case_statuses_code_key UNIQUE (code),
    CONSTRAINT case_statuses_position_key UNIQUE (position) DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT case_statuses_code_check CHECK (code ~ '^[a-z][a-z0-9_]*$'),
    CONSTRAINT case_statuses_position_check CHECK (position > 0)
);

COMMENT ON TABLE public.case_statuses IS 'The steps of a case from the referral to its end.';
COMMENT ON COLUMN public.case_statuses.position IS 'The order in which a case usually passes them, from 1.';
COMMENT ON COLUMN public.case_statuses.terminal IS 'Whether a case ends here: no status follows.';

CREATE TRIGGER case_statuses_set_updated_at
    BEFORE UPDATE ON public.case_statuses
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
