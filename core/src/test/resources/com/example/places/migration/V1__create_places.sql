CREATE TABLE public.countries (
    id bigint GENERATED ALWAYS AS IDENTITY,
    code text NOT NULL,
    name text NOT NULL,
    CONSTRAINT countries_pkey PRIMARY KEY (id),
    CONSTRAINT countries_code_key UNIQUE (code)
);

CREATE TABLE public.regions (
    id bigint GENERATED ALWAYS AS IDENTITY,
    country_id bigint NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    CONSTRAINT regions_pkey PRIMARY KEY (id),
    CONSTRAINT regions_country_id_code_key UNIQUE (country_id, code),
    CONSTRAINT regions_country_id_fkey FOREIGN KEY (country_id) REFERENCES public.countries (id)
);

CREATE TABLE public.contacts (
    email text NOT NULL,
    since timestamptz NOT NULL,
    CONSTRAINT contacts_pkey PRIMARY KEY (email)
);

CREATE TABLE public.offices (
    id bigint GENERATED ALWAYS AS IDENTITY,
    code text NOT NULL,
    country_id bigint NOT NULL,
    phone text,
    hours jsonb NOT NULL,
    CONSTRAINT offices_pkey PRIMARY KEY (id),
    CONSTRAINT offices_code_key UNIQUE (code),
    CONSTRAINT offices_country_id_fkey FOREIGN KEY (country_id) REFERENCES public.countries (id)
);

CREATE TABLE public.services (
    code text NOT NULL,
    api_key text NOT NULL,
    region_codes text[] NOT NULL,
    CONSTRAINT services_pkey PRIMARY KEY (code)
);
