using Rimuru.Core.Errors;

namespace Rimuru.Core.Tests.Errors;

public sealed class FixedErrorsTests
{
    [Fact]
    public void The_database_error_reads_as_specified()
    {
        TimeoutException cause = new("no answer");
        RimuruException error = FixedErrors.DatabaseConnection("the server is down", "db.example", cause);
        error.Message.ShouldBe("[E1001] Database connection failed: the server is down");
        error.Code.ShouldBe("E1001");
        error.Context.ShouldBe("db.example");
        error.Causes.ShouldBe(["[E1001] Database connection failed: the server is down", "no answer"]);
        error.Origin.ShouldStartWith($"{nameof(The_database_error_reads_as_specified)} ({nameof(FixedErrorsTests)}.cs:");
    }

    [Fact]
    public void The_adapter_error_reads_as_specified()
    {
        RimuruException error = FixedErrors.AgentAdapter("the folder is gone");
        error.Message.ShouldBe("[E2001] Agent adapter error: the folder is gone");
        error.Code.ShouldBe("E2001");
        error.Origin.ShouldContain(nameof(FixedErrorsTests));
    }
}
