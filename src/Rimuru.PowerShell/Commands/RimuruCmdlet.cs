using System.Management.Automation;
using Rimuru.Core.Display;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>What every command shares: it can be stopped, and its errors become PowerShell's in one place.</summary>
public abstract class RimuruCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stopping = new();

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
    protected sealed override void BeginProcessing() => Guard(Begin);

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Guard(Process);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Guard(End);

    /// <inheritdoc/>
    protected sealed override void StopProcessing()
    {
        try
        {
            stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // it had just ended by itself
        }
    }

    private protected virtual void Begin() { }

    private protected abstract void Process();

    private protected virtual void End() { }

    private protected virtual void Release() { }

    /// <summary>Says something with names in it that come from anywhere; the same for the three below.</summary>
    private protected new void WriteWarning(string text) => base.WriteWarning(PlainText.Message(text));

    private protected new void WriteVerbose(string text) => base.WriteVerbose(PlainText.Message(text));

    private protected new bool ShouldProcess(string target, string action) =>
        base.ShouldProcess(PlainText.Message(target), PlainText.Message(action));

    private protected new bool ShouldProcess(string description, string question, string caption, out ShouldProcessReason reason) =>
        base.ShouldProcess(PlainText.Message(description), PlainText.Message(question), PlainText.Message(caption), out reason);

    private protected new bool ShouldProcess(string description, string question, string caption) =>
        ShouldProcess(description, question, caption, out _);

    /// <summary>True where the user wants to see what would happen, and nothing more.</summary>
    private protected bool IsWhatIf =>
        MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? typed)
            ? typed is SwitchParameter { IsPresent: true }
            : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <summary>
    /// True where the user is told of a change before it is made: where that is due, unless -Confirm says otherwise, and with -WhatIf.
    /// </summary>
    private protected bool IsTold(bool isDue) =>
        IsWhatIf
        || (MyInvocation.BoundParameters.TryGetValue("Confirm", out object? typed) ? typed is SwitchParameter { IsPresent: true } : isDue);

    /// <summary>True where a change may be made: nobody is to be told of it, or the answer is yes.</summary>
    private protected bool MayGoOn(string target, string action, bool isDue) => !IsTold(isDue) || ShouldProcess(target, action);

    private protected void Report(RimuruException error, object? target = null) => WriteError(ErrorRecords.From(error, target));

    private void Guard(Action work)
    {
        try
        {
            work();
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
