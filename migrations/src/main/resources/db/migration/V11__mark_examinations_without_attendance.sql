-- A constant default is kept in the catalogue: no row is rewritten.
ALTER TABLE public.examination_types ADD COLUMN in_person boolean NOT NULL DEFAULT true;

COMMENT ON COLUMN public.examination_types.in_person IS 'Whether the person attends; file reviews and addenda need no appointment.';
