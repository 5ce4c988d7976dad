CREATE TABLE genre (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL
);

CREATE TABLE book (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    isbn text NOT NULL UNIQUE,
    title text NOT NULL,
    genre_id bigint NOT NULL REFERENCES genre,
    shelf text
);

CREATE TABLE opening_hours (
    weekday integer PRIMARY KEY,
    opens time NOT NULL,
    closes time NOT NULL
);
