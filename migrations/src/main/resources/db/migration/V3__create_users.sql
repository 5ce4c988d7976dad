-- Stored in lower case, an e-mail address is unique whatever the case in which people type it, and
-- the key stays a plain constraint that foreign keys and ON CONFLICT can name.
CREATE TABLE public.users (
    id bigint GENERATED ALWAYS AS IDENTITY,
    email text NOT NULL,
    first_name text NOT NULL,
    last_name text NOT NULL,
    password_hash text NOT NULL,
    role_id bigint NOT NULL,
    department_id bigint,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT users_pkey PRIMARY KEY (id),
    CONSTRAINT users_email_key UNIQUE (email),
    CONSTRAINT users_email_check CHECK (email = lower(email) AND email LIKE '_%@_%'),
    CONSTRAINT users_password_hash_check CHECK (password_hash LIKE '$_%$_%'),
    CONSTRAINT users_role_id_fkey FOREIGN KEY (role_id) REFERENCES public.roles (id),
    CONSTRAINT users_department_id_fkey FOREIGN KEY (department_id) REFERENCES public.departments (id)
);

COMMENT ON TABLE public.users IS 'Everybody who signs in to the portal, with one role each.';
COMMENT ON COLUMN public.users.email IS 'The name to sign in with, in lower case.';
COMMENT ON COLUMN public.users.password_hash IS 'A salted hash that names its algorithm, such as $argon2id$... or $2b$...; never a password.';

CREATE INDEX users_role_id_idx ON public.users (role_id);
CREATE INDEX users_department_id_idx ON public.users (department_id);

CREATE TRIGGER users_set_updated_at
    BEFORE UPDATE ON public.users
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
