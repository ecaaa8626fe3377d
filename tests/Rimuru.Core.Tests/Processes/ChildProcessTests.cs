using System.Diagnostics;
using System.Text;
using Rimuru.Core.Processes;

namespace Rimuru.Core.Tests.Processes;

/// <summary>The runner of programs, with real ones.</summary>
public sealed class ChildProcessTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("rimuru-child-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Input_variables_exit_code_and_both_outputs_go_through()
    {
        ChildResult result = Run(
            Script("read line; echo \"got $line $RIMURU_TEST $1\"; pwd; echo bad >&2; exit 3", "a b\"'$HOME") with
            {
                Input = "Grüße\n",
                Variables = new Dictionary<string, string> { ["RIMURU_TEST"] = "x y" },
            }
        );
        result.ShouldBe(new ChildResult(3, $"got Grüße x y a b\"'$HOME\n/\n", "bad\n", IsCut: false));
        result.Complaint.ShouldBe("bad");
    }

    [Fact]
    public void Variables_of_Rimuru_are_not_passed_on()
    {
        Environment.SetEnvironmentVariable("RIMURU_SECRET_CHILD", "geheim-4711");
        Environment.SetEnvironmentVariable("TEST_OF_CHILD", "passed on");
        try
        {
            string variables = Run(Script("env")).Output;
            variables.ShouldContain("TEST_OF_CHILD=passed on");
            variables.ShouldNotContain("RIMURU");
            variables.ShouldNotContain("geheim");
        }
        finally
        {
            Environment.SetEnvironmentVariable("RIMURU_SECRET_CHILD", null);
            Environment.SetEnvironmentVariable("TEST_OF_CHILD", null);
        }
    }

    [Fact]
    public void Text_of_any_encoding_comes_back_as_it_was()
    {
        string bytes = Encoding.Latin1.GetString([.. Enumerable.Range(1, 255).Select(value => (byte)value)]);
        Run(Script("cat") with { Input = bytes, Encoding = Encoding.Latin1 }).Output.ShouldBe(bytes);
    }

    [Fact]
    public void Much_output_of_both_kinds_is_kept()
    {
        const int Lines = 20_000,
            Length = 11;
        ChildResult result = Run(Script($"i=0; while [ $i -lt {Lines} ]; do echo 0123456789; echo 0123456789 >&2; i=$((i+1)); done"));
        (result.Exit, result.Output.Length, result.Errors.Length, result.IsCut).ShouldBe((0, Lines * Length, Lines * Length, false));
    }

    [Theory]
    [InlineData("yes", false)]
    [InlineData("yes >&2", false)]
    [InlineData("yes", true)]
    [InlineData("trap '' PIPE; while :; do echo y 2>/dev/null; done", true)]
    public void A_program_that_writes_for_ever_is_ended_at_the_limit(string script, bool isToFile)
    {
        using MemoryStream file = new();
        long started = Stopwatch.GetTimestamp();
        ChildResult result = Run(Script(script) with { MostOutput = 1000, OutputFile = isToFile ? new ChildFile(file, 100_000) : null });
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(20));
        result.IsCut.ShouldBeTrue();

        // A program that is told that nobody reads may complain before it is ended.
        result.Output.Length.ShouldBeLessThanOrEqualTo(1000);
        result.Errors.Length.ShouldBeLessThanOrEqualTo(1000);
        file.Length.ShouldBeLessThanOrEqualTo(100_000);
    }

    [Fact]
    public void Output_goes_to_a_file_byte_by_byte()
    {
        using MemoryStream file = new();
        byte[] bytes = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7))];
        string source = Path.Combine(folder, "bytes");
        File.WriteAllBytes(source, bytes);
        ChildResult result = Run(Script($"cat '{source}'; exit 3") with { OutputFile = new ChildFile(file, bytes.Length) });
        (result.Exit, result.IsCut).ShouldBe((3, false));
        file.ToArray().ShouldBe(bytes);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_an_error_at_once()
    {
        using FileStream full = new(Script("") is not null ? "/dev/full" : "", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
        Should.Throw<IOException>(() => Run(Script("yes") with { OutputFile = new ChildFile(full, long.MaxValue) }));
    }

    [Fact]
    public void Input_that_nobody_reads_is_no_failure() =>
        Run(Script("exit 4") with { Input = new string('x', 10_000_000) }).Exit.ShouldBe(4);

    [Fact]
    public void A_program_that_takes_too_long_is_ended_with_all_that_it_started()
    {
        ChildProgram slow = Script(Parent) with { Limit = TimeSpan.FromSeconds(2) };
        long started = Stopwatch.GetTimestamp();
        Should.Throw<TimeoutException>(() => Run(slow));
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(10));
        IsGone().ShouldBeTrue();
    }

    [Fact]
    public void A_program_that_is_stopped_is_ended_with_all_that_it_started()
    {
        ChildProgram program = Script(Parent) with { Limit = TimeSpan.FromMinutes(1) };
        using CancellationTokenSource stop = new();
        Task<ChildResult> run = Task.Run(() => ChildProcess.Run(program, stop.Token));
        SpinWait.SpinUntil(() => File.Exists(Child), TimeSpan.FromSeconds(30)).ShouldBeTrue();
        stop.Cancel();
        Should.Throw<OperationCanceledException>(() => run.GetAwaiter().GetResult());
        IsGone().ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_marked_program_is_ended_with_what_has_left_its_tree(bool isMarked)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are found by their environment");
        string leaver = $"setsid sh -c 'echo $$ > {Child}.part; mv {Child}.part {Child}; exec sleep 47.5' & while :; do sleep 0.1; done";
        Should.Throw<TimeoutException>(() => Run(Script(leaver) with { Limit = TimeSpan.FromSeconds(3), IsMarked = isMarked }));
        if (isMarked)
        {
            IsGone().ShouldBeTrue();
            return;
        }

        // It is what the mark is for.
        using Process left = Process.GetProcessById(int.Parse(File.ReadAllText(Child), System.Globalization.CultureInfo.InvariantCulture));
        left.HasExited.ShouldBeFalse();
        left.Kill();
    }

    [Fact]
    public void What_a_marked_program_leaves_when_it_ends_by_itself_goes_on()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are found by their environment");
        Run(Script($"sleep 47.75 >/dev/null 2>&1 & echo $! > {Child}") with { IsMarked = true }).Exit.ShouldBe(0);
        using Process left = Process.GetProcessById(int.Parse(File.ReadAllText(Child), System.Globalization.CultureInfo.InvariantCulture));
        left.HasExited.ShouldBeFalse();
        left.Kill();
    }

    [Fact]
    public void A_child_that_holds_the_pipe_open_does_not_keep_the_answer()
    {
        long started = Stopwatch.GetTimestamp();
        Run(Script("sleep 20 & echo 1.2.3; exit 0")).Output.ShouldBe("1.2.3\n");
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public void A_program_that_is_not_there_cannot_be_started() =>
        Should.Throw<IOException>(() => ChildProcess.Run(new ChildProgram(Path.Combine(folder, "nothing"), []), CancellationToken.None));

    /// <summary>Where a program names the child that it started; the file is whole as soon as it is there.</summary>
    private string Child => Path.Combine(folder, "child");

    private string Parent => $"sleep 47.25 & echo $! > {Child}.part; mv {Child}.part {Child}; wait";

    private static ChildResult Run(ChildProgram program) =>
        ChildProcess.Run(program with { Limit = program.Limit ?? TimeSpan.FromMinutes(1) }, CancellationToken.None);

    private static ChildProgram Script(string text, params string[] arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the program is a shell script");
        return new ChildProgram("/bin/sh", ["-c", text, "sh", .. arguments]);
    }

    /// <summary>True as soon as the process does not run any more; one that nobody has waited for yet is still listed.</summary>
    private bool IsGone()
    {
        int id = int.Parse(File.ReadAllText(Child), System.Globalization.CultureInfo.InvariantCulture);
        for (int tries = 0; tries < 100; tries++)
        {
            try
            {
                using Process process = Process.GetProcessById(id);
                if (
                    process.HasExited
                    || (OperatingSystem.IsLinux() && File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal))
                )
                    return true;
            }
            catch (Exception e) when (e is ArgumentException or IOException)
            {
                return true;
            }

            Thread.Sleep(50);
        }

        return false;
    }
}
