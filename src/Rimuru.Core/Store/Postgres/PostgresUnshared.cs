using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Postgres;

/// <summary>
/// Takes out of a shared store what a user wrote to it when more was shared than now: titles and folders of the user's sessions on this
/// machine, and the paths of its logs. Names of users in former records stay.
/// </summary>
internal static class PostgresUnshared
{
    public static void Remove(PostgresConnection connection, LedgerOptions options)
    {
        Sharing sharing = options.Sharing;
        PostgresNames names = new(work => work(connection));
        if (names.Find(options.Machine) is not { } machine)
            return;
        int?[] users = [names.Find(options.User), sharing.User(options.User) is { } shared ? names.Find(shared) : 0];
        List<(long Id, string? Title, string? Folder)> sessions =
        [
            .. connection.Read(
                """
                SELECT id, title, working_directory FROM session
                WHERE machine = $1 AND login = ANY ($2) AND (title IS NOT NULL OR working_directory IS NOT NULL)
                """,
                row => (row.GetInt64(0), row.OptionalString(1), row.OptionalString(2)),
                PostgresValue.Of(machine),
                PostgresValue.Each(users.OfType<int>().ToList(), user => user)
            ),
        ];
        List<(long Id, string? Title, string? Folder)> changed =
        [
            .. sessions
                .Select(session => (session.Id, Title: sharing.Title(session.Title), Folder: sharing.Folder(session.Folder)))
                .Except(sessions),
        ];
        connection.Execute(
            """
            UPDATE session s SET title = c.title, working_directory = c.folder FROM unnest($1, $2, $3) AS c (id, title, folder)
            WHERE s.id = c.id
            """,
            PostgresValue.Each(changed, session => session.Id),
            PostgresValue.Texts(changed, session => session.Title),
            PostgresValue.Texts(changed, session => session.Folder)
        );
        connection.Execute(
            "DELETE FROM file WHERE machine = $1 AND NOT starts_with(path, $2)",
            PostgresValue.Of(machine),
            PostgresValue.Of(CursorSeal.Mark)
        );
    }
}
