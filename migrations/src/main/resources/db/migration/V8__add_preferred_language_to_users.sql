-- NOT VALID: new rows are checked from here on, the table is not scanned under this lock. The next
-- script validates the rows that were there before.
ALTER TABLE public.users ADD COLUMN preferred_language_id bigint;

ALTER TABLE public.users
    ADD CONSTRAINT users_preferred_language_id_fkey
    FOREIGN KEY (preferred_language_id) REFERENCES public.languages (id) NOT VALID;

COMMENT ON COLUMN public.users.preferred_language_id IS 'The language in which the portal writes to this user; without one, English.';
