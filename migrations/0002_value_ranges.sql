-- Why: Postgres stores infinity, NaN and the year 5874897; no day, rate or amount of the business is one of them.

/* A day, or a range of days, of the years 1900 to 2199; a range is never empty and always begins. */
create function app.on_calendar(value date) returns boolean language sql immutable parallel safe
  return value between date '1900-01-01' and date '2199-12-31';
create function app.on_calendar(value timestamptz) returns boolean language sql immutable parallel safe
  return value >= timestamptz '1900-01-01 00:00:00+00' and value < timestamptz '2200-01-01 00:00:00+00';
create function app.on_calendar(value daterange) returns boolean language sql immutable parallel safe
  return not isempty(value) and not lower_inf(value) and lower(value) >= date '1900-01-01'
    and (upper_inf(value) or upper(value) <= date '2200-01-01');

/* Money per hour: zero to under 100,000. */
create function app.is_rate(value numeric) returns boolean language sql immutable parallel safe
  return value >= 0 and value < 100000;
/* Money of either sign; NaN is none. */
create function app.is_amount(value numeric) returns boolean language sql immutable parallel safe
  return value between -999999999999.99 and 999999999999.99;
create function app.is_currency(value text) returns boolean language sql immutable parallel safe
  return value ~ '^[A-Z]{3}$';

/* An IANA zone by its full name; abbreviations and POSIX offsets know no daylight saving and are refused. */
create function app.is_time_zone(value text) returns boolean language plpgsql immutable parallel safe as $$
begin
  perform timestamptz '2026-01-01 00:00:00+00' at time zone value;
  return value = 'UTC' or value ~ '^[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+)+$';
exception when invalid_parameter_value then return false;
end $$;
