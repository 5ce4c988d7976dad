-- The portal has few users and this takes milliseconds; writers wait for it no longer than that.
CREATE INDEX users_preferred_language_id_idx ON public.users (preferred_language_id);
