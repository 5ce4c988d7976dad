CREATE OR REPLACE VIEW public.region_names AS
    SELECT r.code, r.name, c.name AS country
    FROM public.regions r JOIN public.countries c ON c.id = r.country_id;
