-- On its own, since it scans the table: it holds only locks that let readers and writers pass.
ALTER TABLE public.users VALIDATE CONSTRAINT users_preferred_language_id_fkey;
