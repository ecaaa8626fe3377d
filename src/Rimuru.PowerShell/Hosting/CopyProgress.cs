using System.Globalization;
using System.Management.Automation;

namespace Rimuru.Hosting;

/// <summary>The progress of a copy of a ledger, shown after half a second.</summary>
internal sealed class CopyProgress(Action<ProgressRecord> write)
{
    private const int ActivityId = 0x52494E;
    private const string Activity = "Copying the ledger";
    private long next = Environment.TickCount64 + 500;
    private bool isShown;

    public void Show(long records)
    {
        if (Environment.TickCount64 < next)
            return;
        next = Environment.TickCount64 + 200;
        isShown = true;
        write(new ProgressRecord(ActivityId, Activity, string.Create(CultureInfo.InvariantCulture, $"{records:N0} records")));
    }

    public void Complete()
    {
        if (isShown)
            write(new ProgressRecord(ActivityId, Activity, "Done") { RecordType = ProgressRecordType.Completed });
    }
}
