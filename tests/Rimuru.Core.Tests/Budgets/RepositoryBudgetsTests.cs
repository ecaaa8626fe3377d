using Rimuru.Core.Budgets;

namespace Rimuru.Core.Tests.Budgets;

/// <summary>Which files of budgets count, and what they may do.</summary>
public sealed class RepositoryBudgetsTests : IDisposable
{
    private const string Text = "budgets:\n  month: { amount: 5 }\n  all: { amount: 7, project: '*' }";

    private readonly TestHome home = new();
    private readonly List<string> notes = [];

    public RepositoryBudgetsTests()
    {
        Directory.CreateDirectory(home.In("work/shop/.git"));
        Directory.CreateDirectory(home.In("work/shop/src/deep"));
        Directory.CreateDirectory(home.In("work/shed/.git"));
        home.Write("work/shop/rimuru.budgets.yaml", Text);
    }

    private string Shop => home.In("work/shop/rimuru.budgets.yaml");

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_file_that_is_not_trusted_does_not_count_and_is_not_parsed()
    {
        home.Write("work/shop/rimuru.budgets.yaml", "no: budgets: [");
        Counting("work/shop/src/deep").ShouldBeEmpty();
        notes.ShouldHaveSingleItem().ShouldContain($"The budgets of {Shop} do not count: you do not trust this file");
        Counting("work/shed").ShouldBeEmpty();
        notes.Count.ShouldBe(1);
    }

    [Fact]
    public void A_named_file_counts_beside_the_users_own_and_replaces_none()
    {
        Do(budgets => budgets.Set(new BudgetChange("month") { Amount = 1 }, default));
        Do(budgets => budgets.Counting(Shop, null, notes.Add))
            .Select(budget => (budget.Name, budget.Amount, budget.File))
            .ShouldBe([("month", 1, null), ("month", 5, Shop), ("all", 7, Shop)]);
        notes.ShouldBeEmpty();
    }

    [Fact]
    public void A_trusted_file_counts_in_its_repository_until_it_is_changed()
    {
        Do(budgets => budgets.Files.Trust(Shop)).Count.ShouldBe(2);
        Counting("work/shop").Count.ShouldBe(2);
        Counting("work/shop/src/deep").Count.ShouldBe(2);
        Counting("work").ShouldBeEmpty();
        notes.ShouldBeEmpty();
        home.Append("work/shop/rimuru.budgets.yaml", "# another\n");
        Counting("work/shop").ShouldBeEmpty();
        notes.Count.ShouldBe(1);
        Do(budgets => budgets.Files.Trust(Shop));
        Counting("work/shop").Count.ShouldBe(2);
        home.Write("work/shop/rimuru.budgets.yaml", Text);
        Counting("work/shop").ShouldBeEmpty("the older text is no longer trusted");
    }

    [Fact]
    public void Trust_is_for_one_repository_and_can_be_taken_back()
    {
        home.Write("work/shed/rimuru.budgets.yaml", Text);
        Do(budgets => budgets.Files.Trust(Shop));
        Counting("work/shed").ShouldBeEmpty();
        Do(budgets => budgets.Files.Trust(home.In("work/shed/rimuru.budgets.yaml")));
        Do(budgets =>
        {
            budgets.Files.Distrust(Shop);
            return 0;
        });
        Counting("work/shop").ShouldBeEmpty();
        Counting("work/shed").Count.ShouldBe(2);
    }

    [Fact]
    public void Without_a_project_a_budget_is_about_the_repository()
    {
        Do(budgets => budgets.Files.Trust(Shop));
        Counting("work/shop").Select(budget => budget.Project.Single()).ShouldBe(["shop", "*"]);
        home.Write("loose.yaml", Text);
        Do(budgets => budgets.Files.Read(home.In("loose.yaml"))).Select(budget => budget.Project.Count).ShouldBe([0, 1]);
    }

    [Theory]
    [InlineData("work/shop/src/rimuru.budgets.yaml", "E9001")]
    [InlineData("work/shop/other.yaml", "E9001")]
    [InlineData("loose/rimuru.budgets.yaml", "E9001")]
    public void What_would_never_be_looked_for_is_not_trusted(string file, string code)
    {
        home.Write(file, Text);
        Should.Throw<RimuruException>(() => Do(budgets => budgets.Files.Trust(home.In(file)))).Code.ShouldBe(code);
    }

    [Fact]
    public void A_file_that_is_wrong_or_missing_is_not_trusted()
    {
        home.Write("work/shop/rimuru.budgets.yaml", "budgets:\n  a: { amount: none }");
        Should.Throw<RimuruException>(() => Do(budgets => budgets.Files.Trust(Shop))).Code.ShouldBe("E12005");
        File.Delete(Shop);
        Should.Throw<RimuruException>(() => Do(budgets => budgets.Files.Trust(Shop))).Code.ShouldBe("E9002");
        Should.Throw<RimuruException>(() => Do(budgets => budgets.Counting(Shop, null, notes.Add))).Code.ShouldBe("E9002");
        Counting("work/shop").ShouldBeEmpty();
        notes.ShouldBeEmpty();
    }

    [Fact]
    public void A_list_that_others_can_write_counts_for_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such permissions.");
        Do(budgets => budgets.Files.Trust(Shop));
#pragma warning disable CA1416 // skipped on Windows
        string list = home.In(".config/rimuru/trusted-budgets.txt");
        File.GetUnixFileMode(list).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(list, File.GetUnixFileMode(list) | UnixFileMode.OtherWrite);
#pragma warning restore CA1416
        Counting("work/shop").ShouldBeEmpty();
    }

    [Fact]
    public void A_link_from_another_repository_is_the_file_that_it_leads_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a permission there.");
        File.CreateSymbolicLink(home.In("work/shed/rimuru.budgets.yaml"), Shop);
        Should.Throw<RimuruException>(() => Do(budgets => budgets.Files.Trust(home.In("work/shed/other")))).Code.ShouldBe("E9002");
        Do(budgets => budgets.Files.Trust(Shop));
        Counting("work/shed")[0].Project.ShouldBe(["shop"]);
    }

    private IReadOnlyList<Budget> Counting(string folder) => Do(budgets => budgets.Counting(null, home.In(folder), notes.Add));

    private T Do<T>(Func<BudgetService, T> work)
    {
        using RimuruEngine engine = home.Open();
        return work(engine.Budgets);
    }
}
