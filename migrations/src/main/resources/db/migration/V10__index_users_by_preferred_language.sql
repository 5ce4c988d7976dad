-- Alone in its script: it runs outside a transaction, and writers pass while it is built.
CREATE INDEX CONCURRENTLY users_preferred_language_id_idx ON public.users (preferred_language_id);
