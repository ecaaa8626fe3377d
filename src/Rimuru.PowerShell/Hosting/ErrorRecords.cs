using System.Management.Automation;
using Rimuru.Core.Text;

namespace Rimuru.Hosting;

/// <summary>The one place that turns an error of Rimuru into PowerShell's: the code is the error id, the category tells what kind it is.</summary>
internal static class ErrorRecords
{
    private static readonly Dictionary<string, (ErrorCategory Category, string Action)> Known = new(StringComparer.Ordinal)
    {
        ["E1001"] = (ErrorCategory.ConnectionError, "Check that the path can be written, and that no other program holds a lock on the ledger. Then run the command again; nothing was half written."),
        ["E1002"] = (ErrorCategory.InvalidOperation, "Update Rimuru on this machine, or name another database."),
        ["E1003"] = (ErrorCategory.InvalidArgument, "Use sqlite:PATH, such as sqlite:./ledger.db, or postgres://USER@HOST/DATABASE."),
        ["E1004"] = (ErrorCategory.InvalidData, "Check that the path names a ledger. If it does, move the file away; a new ledger is filled from the agents' logs that still exist."),
        ["E1005"] = (ErrorCategory.WriteError, "Make room on the disk or get the right to write, then run the command again; the ledger is left as it was."),
        ["E1006"] = (ErrorCategory.PermissionDenied, "Use a login that may change the ledger."),
        ["E1007"] = (ErrorCategory.InvalidResult, "Read what the message names. If somebody was writing to the source, run Copy-RimuruStore again; the source is unchanged."),
        ["E1008"] = (ErrorCategory.NotInstalled, "Install the program that the message names, or mend what it said. The ledger is as it was."),
        ["E1009"] = (ErrorCategory.InvalidData, "Name a file that Backup-RimuruStore made of a ledger of this kind."),
        ["E1010"] = (ErrorCategory.ResourceExists, "Name another one, or give -Force where it may be replaced."),
        ["E2001"] = (ErrorCategory.ReadError, "Read the cause, which names the file."),
        ["E2002"] = (ErrorCategory.ObjectNotFound, "Use one of the names in the message; Get-RimuruAgent lists them."),
        ["E2003"] = (ErrorCategory.InvalidData, "Save the export again from the agent's dashboard, and import that file."),
        ["E3001"] = (ErrorCategory.ObjectNotFound, "Check the identifier; a session is there only once its log has been read. Get-RimuruSession lists them, and takes wildcards."),
        ["E4001"] = (ErrorCategory.InvalidData, "Correct the name at the place that the message gives; it lists what is allowed."),
        ["E4002"] = (ErrorCategory.InvalidData, "Correct the value at the place that the message gives; it says what is allowed."),
        ["E4003"] = (ErrorCategory.ParserError, "Correct the line that the message gives."),
        ["E4004"] = (ErrorCategory.ReadError, "Correct the file's permissions, or what stands in its place."),
        ["E4005"] = (ErrorCategory.InvalidData, "Remove one of the two places that the message gives."),
        ["E4006"] = (ErrorCategory.WriteError, "Get the right to write the file and its folder, or make the change by hand."),
        ["E5001"] = (ErrorCategory.ConnectionError, "Read the cause after the colon: the network, a proxy, or the source itself. What it said before holds; run the command again later."),
        ["E5002"] = (ErrorCategory.AuthenticationError, "Set or correct the environment variable that the message names."),
        ["E5003"] = (ErrorCategory.InvalidData, "Check sync.<provider>.base_url and whether a proxy or a captive portal answered instead. What the source said before holds."),
        ["E5004"] = (ErrorCategory.InvalidData, "Look at what the message names. If it is so, run the command again with -Force (--force)."),
        ["E5005"] = (ErrorCategory.PermissionDenied, "Set sync.enabled to true where the message says it is false."),
        ["E5006"] = (ErrorCategory.ObjectNotFound, "Use one of the names in the message, or that Get-RimuruModel lists."),
        ["E5007"] = (ErrorCategory.InvalidOperation, "Read the cause after the colon, which is what the system said. Install the program that it names, or use another -Kind."),
        ["E5008"] = (ErrorCategory.ObjectNotFound, "Use one of the names that Get-RimuruSchedule lists."),
        ["E7001"] = (ErrorCategory.InvalidData, "Install Rimuru again."),
        ["E7002"] = (ErrorCategory.ReadError, "Check the path and its permissions."),
        ["E7003"] = (ErrorCategory.ParserError, "Correct the line that the message gives."),
        ["E7004"] = (ErrorCategory.InvalidData, "Correct the item and key that the message gives."),
        ["E9001"] = (ErrorCategory.InvalidArgument, "Correct the argument."),
        ["E9002"] = (ErrorCategory.ObjectNotFound, "Correct the path."),
    };

    public static ErrorRecord From(RimuruException error, object? target = null)
    {
        (ErrorCategory category, string? action) = Known.TryGetValue(error.Code, out var known) ? known : (ErrorCategory.NotSpecified, null);
        if (error.InnerException is UnauthorizedAccessException) category = ErrorCategory.PermissionDenied;
        return new ErrorRecord(error, error.Code, category, target ?? error.Context)
        {
            ErrorDetails = new ErrorDetails(PlainText.Message(error.Message)) { RecommendedAction = action },
        };
    }
}
