CREATE TABLE public.currencies (
    code text NOT NULL,
    name text NOT NULL,
    CONSTRAINT currencies_pkey PRIMARY KEY (code)
);

CREATE TABLE public.price_lists (
    id bigint GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL,
    currency text NOT NULL,
    CONSTRAINT price_lists_pkey PRIMARY KEY (id),
    CONSTRAINT price_lists_name_key UNIQUE (name),
    CONSTRAINT price_lists_currency_fkey FOREIGN KEY (currency) REFERENCES public.currencies (code)
);
