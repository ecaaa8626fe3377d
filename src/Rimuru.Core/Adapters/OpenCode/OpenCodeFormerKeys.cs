using System.Globalization;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>
/// The keys that readers before version 3 used: with the project, which a session changes, and with the time of completion, which the
/// migration to OpenCode 2 rewrites. Older ledgers still have them; they are replaced by the present keys.
/// </summary>
internal static class OpenCodeFormerKeys
{
    /// <summary>The project of folders without a repository. After a repository is created, their sessions move to its project.</summary>
    public const string GlobalProject = "global";

    private const int MostProjects = 64;

    /// <summary>The projects that a session of this database may have had; the database does not record it.</summary>
    public static IReadOnlyList<string?> Projects(ForeignSqlite foreign)
    {
        List<string?> projects = [null, GlobalProject];
        if (!foreign.Columns("project").Contains("id"))
            return projects;
        using SqliteStatement select = foreign
            .Database.PrepareFresh("SELECT id FROM project WHERE id <> ?1 LIMIT ?2")
            .Bind(1, GlobalProject)
            .Bind(2, (long)MostProjects);
        while (select.Step())
            projects.Add(select.Text(0));
        return projects;
    }

    /// <param name="family">The family of the message.</param>
    /// <param name="projects">The projects that its session may have had.</param>
    /// <param name="message">The message.</param>
    /// <param name="twin">How many equal messages of its session come before it.</param>
    public static IEnumerable<RecordKey> Of(OpenCodeFamily family, IReadOnlyList<string?> projects, OpenCodeMessage message, int twin)
    {
        if (message.Tokens is not { } t)
            yield break;
        string rest = string.Create(
            CultureInfo.InvariantCulture,
            $"{message.CreatedMs}\n{message.CompletedMs}\n{message.Provider}\n{message.Model}\n{t.Input} {t.Output} {t.Reasoning} "
                + $"{t.CacheRead} {t.CacheWrite}"
        );
        foreach (string? project in projects)
        {
            for (int i = 0; i <= twin; i++)
                yield return OpenCodeIdentity.OfMessage(family.Kind, $"{project}\n{rest}", i);
        }
    }
}
