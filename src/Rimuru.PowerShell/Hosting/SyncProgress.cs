using System.Globalization;
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
        double done = progress.Bytes == 0 ? 0 : Math.Min(1, (double)progress.BytesDone / progress.Bytes);
        write(
            new ProgressRecord(
                ActivityId,
                "Reading agents' logs",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{progress.FilesDone:N0} of {progress.Files:N0} files, {progress.BytesDone / 1e6:N0} of {progress.Bytes / 1e6:N0} MB"
                )
            )
            {
                PercentComplete = (int)(100 * done),
            }
        );
    }

    public void Complete()
    {
        if (isShown)
            write(new ProgressRecord(ActivityId, "Reading agents' logs", "Done") { RecordType = ProgressRecordType.Completed });
    }
}
