namespace Rimuru.Core.Metrics;

/// <summary>Looks at the system: its processors, its memory and its processes.</summary>
internal abstract class SystemProbe
{
    /// <summary>The probe of this system.</summary>
    public static SystemProbe Own(TimeProvider time) => OperatingSystem.IsLinux() ? new LinuxProbe() : new PortableProbe(time);

    public abstract SystemLook Look();

    /// <summary>The file that a process runs, null if the system does not tell, and what it was started with.</summary>
    public abstract (string? Program, IReadOnlyList<string> Arguments) ProgramOf(int process);
}
