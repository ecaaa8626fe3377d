using Rimuru.Core.AdapterContract;
using Rimuru.Core.Discovery;
using Rimuru.Core.Errors;
using Rimuru.Core.Ingest;

namespace Rimuru.Core;

internal sealed partial class RimuruEngine
{
    /// <summary>Which agent's service a file was saved from. E9002 where there is no such file, E2003 where no agent knows it.</summary>
    public static string AgentOfExport(string path) => ExportOf(path).Name;

    /// <summary>Reads a file that was saved from an agent's service, such as its bill, into the ledger; one that did not change since is not read again. E2001 where it is damaged throughout.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="warn">Called where some of the file could not be used.</param>
    /// <param name="stop">Ends the import; nothing is kept then.</param>
    public SyncResult Import(string path, Action<string>? warn, CancellationToken stop)
    {
        IngestSource source = new(new ExportedFile(ExportOf(path), path), [path]);
        List<string> warnings = [];
        SyncResult result = (Ingest([source], Time.GetTimestamp(), null, warnings.Add, stop) ?? throw MayOnlyRead(LedgerName)).Single();
        if (result.UnreadableFiles > 0) throw FixedErrors.AgentAdapter(string.Join(' ', warnings), path);
        foreach (string warning in warnings) warn?.Invoke(warning);
        return result;
    }

    private static AgentAdapter ExportOf(string path)
    {
        if (Directory.Exists(path)) throw new RimuruException(ErrorCodes.PathNotFound, $"{path} is a folder. Name the file in it that was saved.", path);
        if (!File.Exists(path)) throw new RimuruException(ErrorCodes.PathNotFound, $"The file {path} does not exist.", path);
        try
        {
            return AgentCatalog.BuiltIn.AgentOfExport(path) ?? throw new RimuruException(
                ErrorCodes.ExportUnknown, $"{path} is no export that Rimuru knows. It reads Cursor's usage CSV (columns Date, Model, Input (w/ Cache Write), …) and usage events of Cursor's team API as JSON.", path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FixedErrors.AgentAdapter($"{path}: {e.Message}", path, e);
        }
    }
}
