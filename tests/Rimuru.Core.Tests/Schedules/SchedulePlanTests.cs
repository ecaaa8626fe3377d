using Rimuru.Core.Schedules;

namespace Rimuru.Core.Tests.Schedules;

public sealed class SchedulePlanTests
{
    [Fact]
    public void What_every_scheduler_can_carry_is_taken() => Plans.Hostile.Checked().ShouldBe(Plans.Hostile);

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("../x")]
    [InlineData("-rf")]
    [InlineData("x\n")]
    [InlineData("x%i")]
    [InlineData("caf\u00e9")]
    public void A_name_that_a_file_or_a_label_cannot_hold_is_refused(string name) =>
        Refused(Plans.Plain with { Name = name }).ShouldContain("-Name");

    [Theory]
    [InlineData(4 * 60)]
    [InlineData(0)]
    [InlineData(-600)]
    [InlineData(5 * 60 + 1)]
    [InlineData(8 * 86400)]
    public void An_interval_out_of_range_is_refused(int seconds) =>
        Refused(Plans.Plain with { Interval = TimeSpan.FromSeconds(seconds) }).ShouldContain("-Interval");

    [Theory]
    [InlineData("postgres://ada:hunter2@db/ledger")]
    [InlineData("postgres://db/ledger?password=hunter2")]
    public void A_password_is_refused_and_not_shown(string url)
    {
        string message = Refused(Plans.Plain with { Database = url });
        message.ShouldNotContain("hunter2");
        message.ShouldContain("local.yaml");
    }

    [Theory]
    [InlineData("/home/a\nb")]
    [InlineData("/home/a\0b")]
    public void A_control_character_is_refused(string path)
    {
        Refused(Plans.Plain with { HomePath = path }).ShouldContain("-HomePath");
        Refused(Plans.Plain with { Variables = [("RIMURU_HOME", path)] }).ShouldContain("RIMURU_HOME");
        Refused(Plans.Plain with { ProgramArguments = [path] }).ShouldContain("The path of PowerShell");
    }

    [Fact]
    public void Nothing_to_run_is_refused() => Refused(Plans.Plain with { Task = ScheduleTask.None }).ShouldContain("-Task");

    private static string Refused(SchedulePlan plan)
    {
        RimuruException error = Should.Throw<RimuruException>(() => plan.Checked());
        error.Code.ShouldBe("E9001");
        return error.Message;
    }
}
