using System.Management.Automation;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>What every command shares: it can be stopped, and its errors become PowerShell's in one place.</summary>
public abstract class RimuruCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stopping = new();

    private protected RimuruCmdlet()
    {
    }

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

    private protected virtual void Begin()
    {
    }

    private protected abstract void Process();

    private protected virtual void End()
    {
    }

    private protected virtual void Release()
    {
    }

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
