-- People, how they sign in, what programs use instead, and what all of them did. See docs/decisions/0009-people.md.
-- The columns of person, person_session, person_identity, person_proof and person_factor that a person's sign-in needs are
-- named as better-auth asks for them (src/modules/people/auth.ts says which is which); all tables are of the desk, not of an account.

CREATE TABLE person (
  id text PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL UNIQUE,
  email_verified boolean NOT NULL,
  image text,
  two_factor boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  role text NOT NULL,
  -- null: all accounts, also those to come
  accounts bigint[],
  -- the owner of the demo, who signs in with one click and has no password
  demo boolean NOT NULL DEFAULT false,
  disabled_at timestamptz,
  failed_sign_ins int NOT NULL DEFAULT 0,
  locked_until timestamptz,
  last_sign_in_at timestamptz,
  password_changed_at timestamptz
);
SELECT local('person', 'who may use the desk');

CREATE TABLE person_session (
  id text PRIMARY KEY,
  person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  -- a hash of it: who reads this table cannot sign in with it
  token text NOT NULL UNIQUE,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  seen_at timestamptz,
  ip_address text,
  user_agent text
);
CREATE INDEX person_session_of ON person_session (person_id);
SELECT local('person_session', 'the browsers that people are signed in with');

CREATE TABLE person_identity (
  id text PRIMARY KEY,
  person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  provider text NOT NULL,
  subject text NOT NULL,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (provider, subject)
);
CREATE INDEX person_identity_of ON person_identity (person_id);
SELECT local('person_identity', 'a password (hashed), or who a person is at an identity provider');

CREATE TABLE person_password (
  person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  set_at timestamptz NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (person_id, set_at)
);
SELECT local('person_password', 'the last passwords (hashed), so that none is used again');

CREATE TABLE person_proof (
  id text PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX person_proof_of ON person_proof (identifier);
SELECT local('person_proof', 'half-done sign-ins that wait for their second step');

CREATE TABLE person_factor (
  id text PRIMARY KEY,
  person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  secret text NOT NULL,
  backup_codes text NOT NULL,
  verified boolean NOT NULL DEFAULT true,
  failed_verification_count int NOT NULL DEFAULT 0,
  locked_until timestamptz
);
CREATE INDEX person_factor_of ON person_factor (person_id);
SELECT local('person_factor', 'second factors: secret and recovery codes, encrypted');

CREATE TABLE sign_in_secret (
  name text PRIMARY KEY,
  sealed bytea NOT NULL
);
SELECT local('sign_in_secret', 'what signs cookies and encrypts second factors, sealed with the master key');

CREATE TABLE sign_in_attempt (
  -- a keyed hash of the address that asked
  place text NOT NULL,
  slot timestamptz NOT NULL,
  attempts int NOT NULL,
  PRIMARY KEY (place, slot)
);
SELECT local('sign_in_attempt', 'how often one address tried to sign in, for all processes together');

CREATE TABLE invitation (
  invitation_id text PRIMARY KEY,
  -- owner: the first link of an empty desk; person: somebody new; password: somebody known who needs a new password
  kind text NOT NULL CHECK (kind IN ('owner', 'person', 'password')),
  token text NOT NULL UNIQUE,
  person_id text REFERENCES person (id) ON DELETE CASCADE,
  name text,
  email text,
  role text,
  accounts bigint[],
  invited_by text,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
SELECT local('invitation', 'links that let somebody in once; only a hash of each is kept');

CREATE TABLE api_key (
  key_id text PRIMARY KEY,
  name text NOT NULL,
  token text NOT NULL UNIQUE,
  -- the first characters, by which people know a key
  hint text NOT NULL,
  person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  scopes text[] NOT NULL,
  accounts bigint[],
  per_minute int NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  revoked_at timestamptz
);
CREATE INDEX api_key_of ON api_key (person_id);
SELECT local('api_key', 'keys for programs; only a hash of each is kept');

CREATE TABLE access_review (
  review_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  started_at timestamptz NOT NULL,
  started_by text NOT NULL,
  finished_at timestamptz,
  finished_by text
);
SELECT local('access_review', 'each look at who may do what, at least once a quarter');

CREATE TABLE access_review_line (
  review_id bigint NOT NULL REFERENCES access_review (review_id) ON DELETE CASCADE,
  -- person or key
  kind text NOT NULL CHECK (kind IN ('person', 'key')),
  subject_id text NOT NULL,
  name text NOT NULL,
  role text NOT NULL,
  accounts bigint[],
  last_used_at timestamptz,
  decision text CHECK (decision IN ('keep', 'remove')),
  decided_at timestamptz,
  decided_by text,
  PRIMARY KEY (review_id, kind, subject_id)
);
SELECT local('access_review_line', 'what was decided about each person and key');

CREATE TABLE audit_entry (
  seq bigint PRIMARY KEY,
  at timestamptz NOT NULL,
  -- person, key, command (the shell of this machine) or desk (by itself)
  actor_kind text NOT NULL CHECK (actor_kind IN ('person', 'key', 'command', 'desk', 'nobody')),
  actor_id text NOT NULL,
  action text NOT NULL,
  account_id bigint,
  -- what it was done to: ids, never names
  subjects text[] NOT NULL,
  -- more of it, for people: counts, names of fields, reasons; no personal data
  details jsonb NOT NULL,
  -- the address that asked
  place text NOT NULL,
  previous text NOT NULL,
  hash text NOT NULL UNIQUE
);
CREATE INDEX audit_entry_at ON audit_entry (at);
CREATE INDEX audit_entry_actor ON audit_entry (actor_id, seq);
CREATE INDEX audit_entry_action ON audit_entry (action, seq);
CREATE INDEX audit_entry_subjects ON audit_entry USING gin (subjects);
SELECT local('audit_entry', 'who saw or changed what, when and from where; each entry carries the hash of the one before');
REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry FROM waybill_desk;
