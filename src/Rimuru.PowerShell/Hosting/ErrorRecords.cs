using System.Management.Automation;
using Rimuru.Core.Display;
using Rimuru.Core.Errors;

namespace Rimuru.Hosting;

/// <summary>
/// Converts Rimuru's errors to PowerShell's; the only place for this. The code becomes the error id; the category is the kind of error.
/// </summary>
internal static class ErrorRecords
{
    public static ErrorRecord From(RimuruException error, object? target = null)
    {
        KnownError? known = ErrorTable.Find(error.Code);
        ErrorCategory category = known is null ? ErrorCategory.NotSpecified : Enum.Parse<ErrorCategory>(known.Category);
        if (error.InnerException is UnauthorizedAccessException)
            category = ErrorCategory.PermissionDenied;
        return new ErrorRecord(error, error.Code, category, target ?? error.Context)
        {
            ErrorDetails = new ErrorDetails(PlainText.Message(error.Message)) { RecommendedAction = known?.PlainAdvice },
        };
    }
}
