-- How tables are declared here. Each table says its kind (tenant or local; a shared reference table would get a function of
-- its own) through one of these functions, which also puts row-level security on tenant tables and, on Citus, distributes them.

CREATE FUNCTION tenant(target regclass, what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('COMMENT ON TABLE %s IS %L', target, 'tenant: ' || what);
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  -- The sub-select makes it one evaluation per statement instead of one per row.
  EXECUTE format('CREATE POLICY of_account ON %s USING (account_id = ANY ((SELECT current_setting(''waybill.accounts''))::bigint[]))', target);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO waybill_desk', target);
  IF EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'citus') THEN
    EXECUTE format('SELECT create_distributed_table(%L, ''account_id'')', target);
  END IF;
END $$;

CREATE FUNCTION local(target regclass, what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('COMMENT ON TABLE %s IS %L', target, 'local: ' || what);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO waybill_desk', target);
END $$;

CREATE SEQUENCE account_ids;
GRANT USAGE ON SEQUENCE account_ids TO waybill_desk;

CREATE TABLE account (
  account_id bigint PRIMARY KEY,
  name text NOT NULL,
  region text NOT NULL,
  seller_id text,
  -- amazon: the real one; simulator: the one in the box; files: not connected, fed from downloads
  host text NOT NULL CHECK (host IN ('amazon', 'simulator', 'files')),
  api_url text,
  token_url text,
  time_zone text NOT NULL,
  state text NOT NULL CHECK (state IN ('connected', 'unconnected', 'refused', 'paused')),
  state_reason text,
  roles text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  connected_at timestamptz
);
SELECT tenant('account', 'one authorisation of a seller in one region');
-- The list of accounts is read before any account is chosen; the setting "list" opens this table alone, for reading.
CREATE POLICY list_of_accounts ON account FOR SELECT USING (current_setting('waybill.list_accounts', true) = 'on');

CREATE TABLE account_credential (
  account_id bigint PRIMARY KEY,
  sealed bytea NOT NULL,
  changed_at timestamptz NOT NULL
);
SELECT tenant('account_credential', 'client id, secret and refresh token, sealed with the master key');
ALTER TABLE account_credential ADD FOREIGN KEY (account_id) REFERENCES account (account_id) ON DELETE CASCADE;

CREATE TABLE account_marketplace (
  account_id bigint NOT NULL,
  marketplace_id text NOT NULL,
  participates boolean NOT NULL,
  store_name text,
  PRIMARY KEY (account_id, marketplace_id)
);
SELECT tenant('account_marketplace', 'the stores that an account sells in');
ALTER TABLE account_marketplace ADD FOREIGN KEY (account_id) REFERENCES account (account_id) ON DELETE CASCADE;

-- Work that is due: `due_at` is business time, written from Clock. One runner at a time works on one row, held by an
-- advisory lock that dies with its process. `pokes` tells a runner that something new came while it was at work.
CREATE TABLE due (
  account_id bigint NOT NULL,
  work text NOT NULL,
  due_at timestamptz NOT NULL,
  pokes bigint NOT NULL DEFAULT 0,
  failures int NOT NULL DEFAULT 0,
  last_error text,
  last_run_at timestamptz,
  PRIMARY KEY (account_id, work)
);
CREATE INDEX due_next ON due (due_at);
SELECT local('due', 'what each account has to do next, and when');

CREATE TABLE quota_bucket (
  account_id bigint NOT NULL,
  operation text NOT NULL,
  tokens double precision NOT NULL,
  rate double precision NOT NULL,
  burst double precision NOT NULL,
  refilled_at timestamptz NOT NULL,
  blocked_until timestamptz,
  calls bigint NOT NULL DEFAULT 0,
  throttled bigint NOT NULL DEFAULT 0,
  last_call_at timestamptz,
  PRIMARY KEY (account_id, operation)
);
SELECT tenant('quota_bucket', 'tokens left per Amazon operation, shared by all processes');
ALTER TABLE quota_bucket ADD FOREIGN KEY (account_id) REFERENCES account (account_id) ON DELETE CASCADE;
