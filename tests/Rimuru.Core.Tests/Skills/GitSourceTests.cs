using System.Diagnostics;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Tests.Skills;

/// <summary>A repository of a test.</summary>
internal static class GitRepository
{
    /// <summary>Makes a repository of a folder; returns its URL.</summary>
    public static string Of(string folder)
    {
        Git(folder, "init", "-q", "-b", "main");
        Commit(folder);
        return $"file://{folder}";
    }

    public static void Commit(string folder)
    {
        Git(folder, "add", "-A");
        Git(folder, "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "m");
    }

    public static string Git(string folder, params string[] arguments)
    {
        ProcessStartInfo start = new("git", ["-C", folder, "-c", "protocol.file.allow=always", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, errors.GetAwaiter().GetResult());
        return output.Trim();
    }
}

/// <summary>What a repository can have to do harm with has no effect.</summary>
public sealed class GitSourceTests : IDisposable
{
    private readonly SkillHome home = new() { Protocols = ["file"] };

    public void Dispose() => home.Dispose();

    [Fact]
    public void The_newest_state_of_a_branch_or_tag_is_installed_and_updated()
    {
        string folder = home.Skill("good", body: "# One\n");
        string url = GitRepository.Of(folder);
        GitRepository.Git(folder, "tag", "v1");
        home.Skill("good", body: "# Two\n");
        GitRepository.Commit(folder);
        home.Install(url, reference: "v1");
        string main = home.In("home/.claude/skills/good/SKILL.md");
        File.ReadAllText(main).ShouldContain("# One");
        home.Update("good").UpdatedAt.ShouldBeNull(); // the tag has not moved
        home.Install(url);
        File.ReadAllText(main).ShouldContain("# Two");
        home.Skill("good", body: "# Three\n");
        GitRepository.Commit(folder);
        home.Update("good").Changed.ShouldBe(false);
        File.ReadAllText(main).ShouldContain("# Three");
        Should.Throw<RimuruException>(() => home.Install(url, reference: "nowhere")).Code.ShouldBe(ErrorCodes.SkillFetchFailed);
        Should.Throw<RimuruException>(() => home.Install(url, reference: "--upload-pack=x")).Code.ShouldBe(ErrorCodes.SkillSourceInvalid);
    }

    [Fact]
    public void A_protocol_that_is_not_configured_is_not_used()
    {
        string url = GitRepository.Of(home.Skill("good"));
        home.Protocols = ["https", "ssh"];
        Should.Throw<RimuruException>(() => home.Install(url)).Code.ShouldBe(ErrorCodes.SkillSourceInvalid);
    }

    [Theory]
    [InlineData("link")]
    [InlineData("submodule")]
    [InlineData("submodule that is named like an option")]
    public void What_is_no_file_of_the_repository_is_refused(string kind)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right there");
        string folder = home.Skill("good");
        if (kind == "link")
            File.CreateSymbolicLink(Path.Combine(folder, "leak"), "/etc/passwd");
        string url = GitRepository.Of(folder);
        if (kind != "link")
        {
            string other = home.Skill("other");
            GitRepository.Of(other);
            string commit = GitRepository.Git(other, "rev-parse", "HEAD");
            GitRepository.Git(folder, "update-index", "--add", "--cacheinfo", $"160000,{commit},module");
            string path = kind == "submodule" ? other : $"-u{other}";
            File.WriteAllText(Path.Combine(folder, ".gitmodules"), $"[submodule \"module\"]\n\tpath = module\n\turl = {path}\n");
            GitRepository.Git(folder, "add", ".gitmodules");
            GitRepository.Git(folder, "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "module");
        }

        string before = home.Everything();
        Should
            .Throw<RimuruException>(() => home.Install(url, names: ["good", "."], isForced: true, allowsFindings: true))
            .Code.ShouldBeOneOf(ErrorCodes.SkillInvalid, ErrorCodes.SkillNotFound);
        RimuruException error = Should.Throw<RimuruException>(() => home.Install(url, isForced: true, allowsFindings: true));
        error.Code.ShouldBe(ErrorCodes.SkillInvalid);
        home.Everything().ShouldBe(before);
    }

    [Fact]
    public void Hooks_filters_and_attributes_run_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the programs are those of a shell");
        string folder = home.Skill("good"),
            ran = home.In("ran");
        home.Write("sources/good/.gitattributes", "* filter=evil export-subst ident\n");
        home.Write("sources/good/text.md", "$Format:%H$ $Id$\n");
        string url = GitRepository.Of(folder);
        foreach (string hook in (string[])["post-checkout", "post-merge", "post-clone", "pre-upload", "reference-transaction"])
        {
            string path = Path.Combine(folder, ".git/hooks", hook);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, $"#!/bin/sh\ntouch {ran}\n");
            SkillHome.MakeExecutable(path);
        }

        File.AppendAllText(
            Path.Combine(folder, ".git/config"),
            $"[core]\n\tfsmonitor = touch {ran}\n[filter \"evil\"]\n\tsmudge = touch {ran}\n\tprocess = touch {ran}\n"
        );
        string installed = home.Install(url)[0].Path;
        File.ReadAllText(Path.Combine(installed, "text.md")).ShouldBe("$Format:%H$ $Id$\n");
        File.Exists(ran).ShouldBeFalse();
    }

    [Fact]
    public void Nothing_of_a_clone_stays()
    {
        string url = GitRepository.Of(home.Skill("good"));
        home.Install(url);
        Directory
            .EnumerateFileSystemEntries(home.In("home/.claude/skills/good"))
            .Select(Path.GetFileName)
            .Order()
            .ShouldBe([".skillkit.json", "SKILL.md"]);
    }
}
