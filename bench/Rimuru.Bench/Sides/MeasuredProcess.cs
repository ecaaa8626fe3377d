using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Rimuru.Bench.Sides;

/// <summary>What one run of a command took.</summary>
/// <param name="Wall">Seconds from start to end.</param>
/// <param name="Cpu">Seconds of processor time, user and system.</param>
/// <param name="Peak">Peak of resident memory in MiB.</param>
internal sealed partial record MeasuredProcess(double Wall, double Cpu, double Peak)
{
    private const int Children = -1;

    /// <summary>
    /// Runs a command. The system tells the peak of all children of a process together, so each command gets a process of ours around it,
    /// which measures that child alone.
    /// </summary>
    public static MeasuredProcess Of(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> variables)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardError = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(MeasuredProcess).Assembly.Location);
        foreach (string argument in (string[])["measure", "--", .. command])
            start.ArgumentList.Add(argument);
        foreach ((string name, string value) in variables)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string[] figures = process.StandardOutput.ReadToEnd().Split(' ');
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}: {errors.Result}");
        double At(int i) => double.Parse(figures[i], CultureInfo.InvariantCulture);
        return new MeasuredProcess(At(0), At(1), At(2));
    }

    /// <summary>The process around a command: runs it with its output thrown away, and prints what it took.</summary>
    public static int RunAsChild(string[] command)
    {
        ProcessStartInfo start = new(command[0], command[1..]) { RedirectStandardOutput = true };
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        process.StandardOutput.BaseStream.CopyTo(Stream.Null);
        process.WaitForExit();
        double wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (process.ExitCode != 0)
            return process.ExitCode;
        if (GetResources(Children, out Resources used) != 0)
            throw new PlatformNotSupportedException("Processor time and memory of a child are not to be had here.");
        double peak = OperatingSystem.IsMacOS() ? used.MaxResident / 1048576.0 : used.MaxResident / 1024.0;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{wall} {used.User.Total + used.System.Total} {peak}"));
        return 0;
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetResources(int who, out Resources used);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Span
    {
        private readonly long seconds;
        private readonly long microseconds;

        public double Total => seconds + microseconds / 1e6;
    }

    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct Resources
    {
        public Span User;
        public Span System;
        public long MaxResident;
        private fixed long others[13];
    }
}
