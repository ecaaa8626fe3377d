using System.Management.Automation;
using Rimuru.Core.Display;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>The base of all cmdlets: it can be stopped, and converts errors to PowerShell errors in one place.</summary>
public abstract class RimuruCmdlet : ConfirmingCmdlet, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly HashSet<string> reported = new(StringComparer.OrdinalIgnoreCase);

    private protected RimuruCmdlet() { }

    private protected CancellationToken StopToken => stopping.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() =>
        Guard(() =>
        {
            EmptyArguments.Refuse(MyInvocation);
            Begin();
        });

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Guard(Process);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Guard((Action)End + After);

    /// <inheritdoc/>
    protected sealed override void StopProcessing()
    {
        try
        {
            stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // the command has just ended by itself
        }
    }

    /// <summary>True if objects come from a pipeline, though it may hold nothing: then the answer is as empty.</summary>
    private protected bool IsPiped => MyInvocation.ExpectingInput;

    /// <summary>The zone of days, of times without an offset, and of the times that are written.</summary>
    private protected virtual TimeZoneInfo Zone => TimeZoneInfo.Local;

    private protected virtual void Begin() { }

    private protected abstract void Process();

    private protected virtual void End() { }

    private protected virtual void After() { }

    /// <summary>Writes what the engine has noted meanwhile.</summary>
    private protected virtual void WriteNotes() { }

    private protected virtual void Release() { }

    private protected new void WriteObject(object? value) => base.WriteObject(ZonedTimes.In(value, () => Zone));

    private protected void WriteAll<T>(IEnumerable<T> values) => Array.ForEach([.. values], value => WriteObject(value));

    /// <summary>Writes a text with the names in it made safe for display; the same for the one below.</summary>
    private protected new void WriteWarning(string text) => base.WriteWarning(PlainText.Message(text));

    private protected new void WriteVerbose(string text) => base.WriteVerbose(PlainText.Message(text));

    /// <summary>The names of a parameter without the empty ones, which columns of a CSV bind.</summary>
    private protected static string[] Names(string[]? names) => names is null ? [] : [.. names.Where(name => !string.IsNullOrEmpty(name))];

    private protected virtual void Report(RimuruException error, object? target = null) => WriteError(ErrorRecords.From(error, target));

    /// <summary>The names that pass the check; each other one is reported as an error, once.</summary>
    private protected List<string> Passing(IEnumerable<string> names, Action<string> check)
    {
        List<string> passing = [];
        foreach (string name in names)
        {
            try
            {
                check(name);
                passing.Add(name);
            }
            catch (RimuruException e)
            {
                if (reported.Add($"{e.Code} {name}"))
                    Report(e, name);
            }
        }

        return passing;
    }

    private void Guard(Action work)
    {
        try
        {
            work();
            WriteNotes();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (RimuruException e)
        {
            ThrowTerminatingError(ErrorRecords.From(e));
        }
    }
}
