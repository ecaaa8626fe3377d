using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using static Rimuru.Core.Tests.Adapters.ClaudeCodeLines;

namespace Rimuru.Core.Tests.Ingest;

/// <summary>Which project a folder belongs to.</summary>
public sealed class ProjectFoldersTests : IDisposable
{
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_folder_inside_a_repository_is_the_repository()
    {
        Folder("work/shop/.git");
        Of(Folder("work/shop/src/cart")).ShouldBe("shop");
        Of(Folder("work/shop")).ShouldBe("shop");
    }

    [Fact]
    public void The_nearest_repository_counts()
    {
        Folder("work/shop/.git");
        Folder("work/shop/vendor/tax/.git");
        Of(Folder("work/shop/vendor/tax/src")).ShouldBe("tax");
    }

    [Fact]
    public void A_worktree_is_the_repository_that_it_was_made_from()
    {
        Folder("work/shop/.git/worktrees/fix");
        File("work/fix/.git", $"gitdir: {home.In("work/shop/.git/worktrees/fix")}\n");
        Of(Folder("work/fix/src")).ShouldBe("shop");
    }

    [Theory]
    [InlineData("work/shop/.bare/worktrees/fix", "shop")]
    [InlineData("work/shop.git/worktrees/fix", "shop")]
    public void So_is_one_of_a_repository_without_a_tree_of_its_own(string store, string project)
    {
        Folder(store);
        File("elsewhere/fix/.git", $"gitdir: {home.In(store)}");
        Of(Folder("elsewhere/fix")).ShouldBe(project);
    }

    [Fact]
    public void A_submodule_is_a_project_of_its_own()
    {
        Folder("work/shop/.git/modules/tax");
        File("work/shop/tax/.git", "gitdir: ../.git/modules/tax\n");
        Of(Folder("work/shop/tax/src")).ShouldBe("tax");
    }

    [Theory]
    [InlineData("not a link")]
    [InlineData("gitdir: ")]
    [InlineData("gitdir: /nowhere/at/all")]
    public void A_link_that_leads_nowhere_leaves_the_folder(string link)
    {
        File("work/odd/.git", link);
        Of(Folder("work/odd/src")).ShouldBe("odd");
    }

    [Fact]
    public void A_home_that_is_a_repository_is_not_everybodys_project()
    {
        Folder(".git");
        Of(Folder("notes/today")).ShouldBe("today");
        Of(home.Folder).ShouldBe(Path.GetFileName(home.Folder));
    }

    [Theory]
    [InlineData("/gone/shop", "shop")]
    [InlineData(@"C:\Users\ada\shop", "shop")]
    [InlineData(@"\\server\share\shop", "shop")]
    [InlineData("shop", "shop")]
    [InlineData(null, null)]
    public void A_folder_that_is_not_here_has_its_own_name(string? folder, string? project) => Of(folder).ShouldBe(project);

    [Theory]
    [InlineData("/gone/shop/.claude/worktrees/fix", "shop")]
    [InlineData("/gone/shop/.conductor/lagos/src", "shop")]
    [InlineData("/gone/shop/.worktrees/fix", "shop")]
    [InlineData("/root/.worktrees/fix", "fix")]
    [InlineData("/home/bob/.worktrees/fix", "fix")]
    [InlineData("/home/bob/shop/.worktrees/fix", "shop")]
    [InlineData(@"C:\Users\ada\.worktrees\fix", "fix")]
    [InlineData("/gone/conductor/workspaces/shop/lagos", "shop")]
    [InlineData("/gone/conductor/workspaces/shop/lagos/src/cart", "shop")]
    [InlineData("/gone/.cursor/worktrees/shop/abc12", "shop")]
    [InlineData("/gone/.superset/worktrees/shop/feat/fix", "shop")]
    [InlineData("/gone/.superset/worktrees/d23fcedd-8180-4bb0-9432-931da5173aab/feat/fix", "fix")]
    [InlineData("/gone/.codex/worktrees/44be/shop", "shop")]
    [InlineData("/gone/.codex/worktrees/44be/shop/src", "shop")]
    [InlineData(@"C:\Users\ada\.codex\worktrees\44be\shop\src", "shop")]
    [InlineData("/gone/shop.worktrees/feat/fix", "shop")]
    [InlineData(@"C:\work\shop.worktrees\fix", "shop")]
    [InlineData("/gone/conductor/workspaces/shop", "shop")]
    [InlineData("/gone/.cursor/worktrees", "worktrees")]
    [InlineData("/gone/shop.worktrees", "shop.worktrees")]
    [InlineData("/gone/.codex/worktrees/44be/", "44be")]
    public void A_worktree_that_is_gone_is_its_project_by_where_it_was(string folder, string project) => Of(folder).ShouldBe(project);

    [Fact]
    public void A_worktree_that_is_gone_is_the_repository_beside_it()
    {
        Folder("work/shop/.git");
        Of(home.In("work/shop/.worktrees/fix")).ShouldBe("shop");
        Folder("work/tax.git/worktrees/fix");
        File("work/tax/.git", $"gitdir: {home.In("work/tax.git/worktrees/fix")}");
        Of(home.In("work/tax.worktrees/fix")).ShouldBe("tax");
        Of(home.In(".worktrees/fix")).ShouldBe("fix");
    }

    [Fact]
    public void Every_report_names_the_project_alike_and_goes_on_to_when_the_folder_is_gone()
    {
        string src = Folder("work/shop/src");
        Folder("work/shop/.git");
        string line = Assistant().Replace("/work/shop", src, StringComparison.Ordinal);
        home.Write(Log, line);
        Names().ShouldBe(["shop", "shop", "shop", "shop"]);
        Directory.Delete(home.In("work"), recursive: true);
        home.Append(
            Log,
            Assistant("msg_2", time: "2026-07-01T10:00:01.000Z")
                .Replace("/work/shop", src, StringComparison.Ordinal)
                .Replace("\"output_tokens\":5", "\"output_tokens\":1", StringComparison.Ordinal) + "\n"
        );
        home.Sessions().ShouldHaveSingleItem().Project.ShouldBe("shop");
        home.Records().Select(r => r.Project).ShouldBe(["shop", "src"]);
    }

    [Theory]
    [InlineData("Windows", "notes")]
    [InlineData("MacOS", "notes")]
    [InlineData("Linux", "someone")]
    public void A_home_is_known_as_its_system_compares_paths(string platform, string project)
    {
        Folder("someone/.git");
        HostEnvironment host = HostEnvironment.Of(home.In("Someone"), new Dictionary<string, string>(), Enum.Parse<HostPlatform>(platform));
        new ProjectFolders(host).Of(Folder("someone/notes")).ShouldBe(project);
    }

    private string[] Names() =>
        [
            home.Sessions().ShouldHaveSingleItem().Project!,
            home.Records().ShouldHaveSingleItem().Project!,
            home.Costs(new() { By = [CostGrouping.Session, CostGrouping.Model], Zone = TimeZoneInfo.Utc }).ShouldHaveSingleItem().Project!,
            home.Costs(new() { By = [CostGrouping.Project], Zone = TimeZoneInfo.Utc }).ShouldHaveSingleItem().Project!,
        ];

    private string? Of(string? folder) => new ProjectFolders(HostEnvironment.Of(home.Folder, new Dictionary<string, string>())).Of(folder);

    private string Folder(string name) => Directory.CreateDirectory(home.In(name)).FullName;

    private void File(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(home.In(name))!);
        System.IO.File.WriteAllText(home.In(name), text);
    }
}
