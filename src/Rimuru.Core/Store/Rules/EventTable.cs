using Rimuru.Core.Events;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Rules;

/// <summary>Hooks, events and runs in a ledger, within the caller's transaction.</summary>
internal sealed class EventTable(IPlainSql sql)
{
    private const string HookColumns = "name, definition, kinds, since, machine, login, enabled, failures, position";
    private const string EventColumns = "number, id, kind, at, cause, stopped_at, data";
    private const string LedgerKey = "ledger";

    /// <summary>A run by the name of its hook as it is spelt, for the index of the file, and by the expression of the server's.</summary>
    private const string IsRun = "lower(hook) = lower($1) AND hook = $1 AND event = $2";

    private string? ledger;

    /// <summary>What the enabled hooks want.</summary>
    public EventWishes Wishes() => new(sql.Read("SELECT kinds, since FROM hook WHERE enabled = 1", row => (row.Number(0), row.Number(1))));

    /// <summary>The id of this ledger.</summary>
    public string Ledger => ledger ??= State(LedgerKey)!;

    /// <summary>The number of writes so far, this one included or not.</summary>
    public long Writes => sql.Read("SELECT number FROM write_number", row => row.Number(0)).FirstOrDefault();

    /// <summary>Adds an event; false if the ledger has the fact already.</summary>
    public bool Add(StoredEvent told, long nowMs) =>
        sql.Run(
            """
            INSERT INTO event (id, kind, at, written_at, cause, stopped_at, data) VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (id) DO NOTHING
            """,
            told.IdIn(Ledger),
            (long)told.Kind,
            told.AtMs,
            nowMs,
            told.Cause,
            told.StoppedAt,
            told.Data
        ) > 0;

    /// <summary>The events after a number, in order.</summary>
    public List<StoredEvent> After(long number, long most) =>
        sql.Read($"SELECT {EventColumns} FROM event WHERE number > $1 ORDER BY number LIMIT $2", EventAt, number, most);

    public StoredEvent? Find(string id) => sql.Read($"SELECT {EventColumns} FROM event WHERE id = $1", EventAt, id).FirstOrDefault();

    /// <summary>The number of the last event; 0 if there was none.</summary>
    public long Last => sql.Read("SELECT coalesce(max(number), 0) FROM event", row => row.Number(0))[0];

    /// <summary>Keeps an event from the hooks with a greater priority number.</summary>
    public void Stop(string id, long priority) =>
        sql.Run("UPDATE event SET stopped_at = $2 WHERE id = $1 AND stopped_at > $2", id, priority);

    /// <summary>Removes events that are older, unless a run of one may be tried again.</summary>
    public void Expire(long beforeMs)
    {
        sql.Run(
            """
            DELETE FROM event WHERE written_at < $1 AND id NOT IN (SELECT event FROM hook_run WHERE state IN ($2, $3))
            """,
            beforeMs,
            (long)HookRunState.Retrying,
            (long)HookRunState.Failed
        );
        sql.Run("DELETE FROM hook_run WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.id = hook_run.event)");
    }

    /// <summary>All hooks, by name.</summary>
    public List<StoredHook> Hooks() => sql.Read($"SELECT {HookColumns} FROM hook ORDER BY lower(name)", HookAt);

    /// <summary>Adds a hook, or replaces the one with its name.</summary>
    public void Save(StoredHook hook)
    {
        sql.Run("DELETE FROM hook WHERE lower(name) = lower($1)", hook.Name);
        sql.Run(
            $"INSERT INTO hook ({HookColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            hook.Name,
            hook.Definition,
            hook.Kinds,
            hook.SinceMs,
            hook.Machine,
            hook.User,
            hook.IsEnabled ? 1L : 0L,
            hook.Failures,
            hook.Position
        );
    }

    /// <summary>Removes a hook and its runs.</summary>
    public void Remove(string hook)
    {
        sql.Run("DELETE FROM hook WHERE lower(name) = lower($1)", hook);
        sql.Run("DELETE FROM hook_run WHERE lower(hook) = lower($1)", hook);
    }

    /// <summary>The hook with a name; null if it is gone.</summary>
    public StoredHook? Hook(string name) =>
        sql.Read($"SELECT {HookColumns} FROM hook WHERE lower(name) = lower($1)", HookAt, name).FirstOrDefault();

    /// <summary>Notes that a hook needs no earlier event, if it is still the one that was registered at a time.</summary>
    public void Pass(string hook, long sinceMs, long number) =>
        sql.Run("UPDATE hook SET position = $3 WHERE lower(name) = lower($1) AND since = $2 AND position < $3", hook, sinceMs, number);

    /// <summary>Notes how often a hook failed since it last worked.</summary>
    public void Count(string hook, long failures) => sql.Run("UPDATE hook SET failures = $2 WHERE lower(name) = lower($1)", hook, failures);

    public void Disable(string hook) => sql.Run("UPDATE hook SET enabled = 0 WHERE lower(name) = lower($1)", hook);

    /// <summary>Adds an event of the past for one hook alone; if it is there for others like that, for this one, too.</summary>
    /// <param name="told">The event.</param>
    /// <param name="cause">Names the hook.</param>
    /// <param name="nowMs">The time.</param>
    public void AddPast(StoredEvent told, string cause, long nowMs)
    {
        if (Add(told with { Cause = cause }, nowMs) || Find(told.IdIn(Ledger)) is not { } known || !HookCauses.IsOfPast(known.Cause))
            return;
        sql.Run("UPDATE event SET cause = $2 WHERE id = $1", known.Id, HookCauses.Join(known.Cause, cause));
    }

    public void Save(StoredRun run)
    {
        sql.Run($"DELETE FROM hook_run WHERE {IsRun}", run.Hook, run.EventId);
        sql.Run(
            "INSERT INTO hook_run (hook, event, state, attempts, next_at, at, error) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            run.Hook,
            run.EventId,
            (long)run.State,
            run.Attempts,
            run.NextMs,
            run.AtMs,
            run.Error
        );
    }

    /// <summary>The runs of all hooks with their events, latest first.</summary>
    public List<(StoredRun Run, StoredEvent Event)> Runs() =>
        sql.Read(
            """
            SELECT r.hook, r.event, r.state, r.attempts, r.next_at, r.at, r.error,
                e.number, e.id, e.kind, e.at, e.cause, e.stopped_at, e.data
            FROM hook_run r JOIN event e ON e.id = r.event ORDER BY r.at DESC, e.number DESC
            """,
            row => (RunAt(row), EventAt(row, 7))
        );

    public StoredRun? Run(string hook, string eventId) =>
        sql.Read($"SELECT hook, event, state, attempts, next_at, at, error FROM hook_run WHERE {IsRun}", RunAt, hook, eventId)
            .FirstOrDefault();

    /// <summary>The runs of a hook that are to be tried again now, oldest first.</summary>
    public List<StoredRun> Due(string hook, long nowMs) =>
        sql.Read(
            """
            SELECT hook, event, state, attempts, next_at, at, error FROM hook_run
            WHERE lower(hook) = lower($1) AND state = $3 AND next_at <= $2 ORDER BY next_at
            """,
            RunAt,
            hook,
            nowMs,
            (long)HookRunState.Retrying
        );

    /// <summary>When the end of a session was told; 0 if it was not; null if the session is new.</summary>
    public long? EndTold(long session)
    {
        List<long> found = sql.Read("SELECT ended_at FROM session_mark WHERE session = $1", row => row.Number(0), session);
        return found.Count > 0 ? found[0] : null;
    }

    /// <summary>Notes that a session is going on.</summary>
    public void Follow(long session) =>
        sql.Run("INSERT INTO session_mark (session, ended_at) VALUES ($1, 0) ON CONFLICT (session) DO UPDATE SET ended_at = 0", session);

    /// <summary>
    /// Notes that the end of a session is told; false if it has gone on since it was seen, or another process told the end.
    /// </summary>
    public bool End(long session, long lastMs) =>
        sql.Run(
            """
            UPDATE session_mark SET ended_at = $2 WHERE session = $1 AND ended_at = 0
                AND EXISTS (SELECT 1 FROM session s WHERE s.id = $1 AND s.status <> 0 AND s.last_at = $2)
            """,
            session,
            lastMs
        ) > 0;

    /// <summary>The sessions that have stayed ended since a time and whose end was not told.</summary>
    public List<(long Session, string SessionId)> Ended(long beforeMs) =>
        sql.Read(
            """
            SELECT s.id, s.session_id FROM session_mark m JOIN session s ON s.id = m.session
            WHERE m.ended_at = 0 AND s.status <> 0 AND s.last_at <= $1
            """,
            row => (row.Number(0), row.Text(1)),
            beforeMs
        );

    /// <summary>Takes every session as known: those that ended before a time as told.</summary>
    public void FollowAll(long beforeMs)
    {
        sql.Run("DELETE FROM session_mark");
        sql.Run(
            """
            INSERT INTO session_mark (session, ended_at)
            SELECT id, CASE WHEN status <> 0 AND last_at <= $1 THEN last_at ELSE 0 END FROM session
            """,
            beforeMs
        );
    }

    /// <summary>What was last seen of a thing; null if it was never looked at.</summary>
    public string? State(string key) => sql.Read("SELECT value FROM event_state WHERE key = $1", row => row.Text(0), key).FirstOrDefault();

    public void SaveState(string key, string value) =>
        sql.Run("INSERT INTO event_state (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value);

    private static StoredEvent EventAt(PlainRow row) => EventAt(row, 0);

    private static StoredEvent EventAt(PlainRow row, int first) =>
        new("", (EventKind)row.Number(first + 2), row.Number(first + 3), row.Text(first + 6))
        {
            Number = row.Number(first),
            Id = row.Text(first + 1),
            Cause = row.Text(first + 4),
            StoppedAt = row.Number(first + 5),
        };

    private static StoredHook HookAt(PlainRow row) =>
        new(row.Text(0), row.Text(1), row.Number(2), row.Number(3), row.Text(4), row.Text(5))
        {
            IsEnabled = row.Number(6) != 0,
            Failures = row.Number(7),
            Position = row.Number(8),
        };

    private static StoredRun RunAt(PlainRow row) =>
        new(row.Text(0), row.Text(1), (HookRunState)row.Number(2), row.Number(3), row.Number(4), row.Number(5), row.Text(6));
}
