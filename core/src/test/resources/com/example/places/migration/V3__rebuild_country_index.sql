REINDEX INDEX CONCURRENTLY public.countries_code_key;
