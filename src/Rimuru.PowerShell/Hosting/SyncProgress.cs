using System.Management.Automation;
using Rimuru.Core.Ingest;

namespace Rimuru.Hosting;

/// <summary>The progress bar of an update. The engine reports progress after half a second, on the pipeline's thread.</summary>
internal sealed class SyncProgress(Action<ProgressRecord> write)
{
    private const int ActivityId = 0x52494D;
    private bool isShown;

    public void Show(IngestProgress progress)
    {
        isShown = true;
        write(
            new ProgressRecord(ActivityId, "Reading agents' logs", progress.ToString())
            {
                PercentComplete = (int)(100 * progress.Share),
                SecondsRemaining = progress.Left is { } left ? (int)Math.Ceiling(left.TotalSeconds) : -1,
            }
        );
    }

    public void Complete()
    {
        if (isShown)
            write(new ProgressRecord(ActivityId, "Reading agents' logs", "Done") { RecordType = ProgressRecordType.Completed });
    }
}
