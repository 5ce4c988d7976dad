CREATE INDEX CONCURRENTLY regions_name_idx ON public.regions (name);
