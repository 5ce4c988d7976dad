CREATE TABLE role (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL
);

CREATE TABLE member (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL UNIQUE,
    role_id bigint NOT NULL REFERENCES role
);

CREATE TABLE door (
    name text PRIMARY KEY,
    pin text NOT NULL
);
