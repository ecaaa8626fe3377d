namespace Rimuru.Core.Records;

/// <summary>The project of a working directory: the name of its last folder, for Windows and Unix paths.</summary>
internal static class ProjectName
{
    public static string? Of(string? workingDirectory)
    {
        if (workingDirectory is null || Sharing.IsHash(workingDirectory))
            return null;
        ReadOnlySpan<char> path = workingDirectory.AsSpan().TrimEnd("/\\");
        int at = path.LastIndexOfAny('/', '\\');
        ReadOnlySpan<char> name = path[(at + 1)..];
        return name.IsEmpty ? null : name.ToString();
    }
}
