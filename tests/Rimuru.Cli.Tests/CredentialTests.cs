using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Rimuru.Core.Config;
using Rimuru.Core.Credentials;

namespace Rimuru.Cli.Tests;

/// <summary><c>rimuru credential</c>, by the real command.</summary>
public sealed class CredentialTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("rimuru-cli-credentials-").FullName;

    public void Dispose()
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // a keyring that ends takes its own folder away meanwhile
            Directory.Delete(folder, recursive: true);
        }
    }

    private Cli Command => new Cli(folder).With("RIMURU_HOME", folder).With("DBUS_SESSION_BUS_ADDRESS", "").With("XDG_RUNTIME_DIR", "");

    [Theory]
    [InlineData("key", "key")]
    [InlineData("key\n", "key")]
    [InlineData("key\r\n", "key")]
    [InlineData("key\n\n", "key\n")]
    [InlineData("two\nlines\n", "two\nlines")]
    [InlineData(" Grüße 🔑 \n", " Grüße 🔑 ")]
    public void A_secret_comes_from_standard_input_without_one_line_end(string input, string secret)
    {
        CliResult set = Set("anthropic", input);
        set.ExitCode.ShouldBe(0, set.Errors);
        set.Output.ShouldBe($"anthropic is stored in File: {Path.Combine(folder, "credentials.json")}{Environment.NewLine}");
        Stored("anthropic").ShouldBe(secret);
    }

    [Fact]
    public void A_long_secret_is_kept_whole()
    {
        string secret = string.Concat(Enumerable.Range(0, 2000).Select(i => $"ä{i}\n")) + "end";
        Set("long", secret).ExitCode.ShouldBe(0);
        Stored("long").ShouldBe(secret);
    }

    [Fact]
    public void They_are_listed_without_secrets_and_removed()
    {
        Set("b", "geheim-1").ExitCode.ShouldBe(0);
        Cli command = Command.With("RIMURU_SECRET_A", "geheim-2");
        CliResult list = command.Run("credential", "list", "--json");
        list.Rows.Select(row => ((string?)row!["name"], (string?)row["source"])).ShouldBe([("a", "Environment"), ("b", "File")]);
        CliResult table = command.Run("credential", "list");
        table.Output.ShouldContain("RIMURU_SECRET_A");
        table.Errors.ShouldContain("Keychain: there is no D-Bus session");
        (list.Output + list.Errors + table.Output + table.Errors).ShouldNotContain("geheim");
        Command.Run("credential", "remove", "b").Output.ShouldBe($"b is removed from File{Environment.NewLine}");
        CliResult again = Command.Run("credential", "remove", "b");
        again.ExitCode.ShouldBe(1);
        again.Errors.ShouldContain("[E14001]");
        Command.Run("credential", "list").Output.ShouldBe($"There are no credentials.{Environment.NewLine}");
    }

    [Theory]
    [InlineData("credential set anthropic geheim-4711")]
    [InlineData("credential set anthropic geheim-4711 --source File")]
    [InlineData("credential set anthropic a geheim-4711")]
    public void A_secret_as_an_argument_is_refused_and_not_repeated(string line)
    {
        CliResult result = Command.Run(line.Split(' '));
        result.ExitCode.ShouldBe(2);
        result.Errors.ShouldContain("A secret is never an argument");
        (result.Output + result.Errors).ShouldNotContain("4711");
        Directory.EnumerateFileSystemEntries(folder).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a b", "x", "1 to 64 letters")]
    [InlineData("a", "", "it is empty")]
    [InlineData("a", "\n", "it is empty")]
    [InlineData("a", "x\0y", "it has a NUL character")]
    public void A_name_or_a_secret_that_cannot_be_stored_is_an_error(string name, string secret, string reason)
    {
        CliResult result = Set(name, secret);
        result.ExitCode.ShouldBe(2);
        result.Errors.ShouldContain(reason);
        Directory.EnumerateFileSystemEntries(folder).ShouldBeEmpty();
    }

    [Fact]
    public void Bytes_that_are_no_text_are_an_error()
    {
        using Process process = Command.Start("credential", "set", "a");
        process.StandardInput.BaseStream.Write([0x41, 0xFF, 0xFE]);
        process.StandardInput.Close();
        CliResult result = Cli.Finish(process);
        result.ExitCode.ShouldBe(2);
        result.Errors.ShouldContain("it is not UTF-8");
    }

    [Fact]
    public void At_a_prompt_nothing_of_the_secret_is_shown()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "script, which makes a terminal, is not installed.");
        CliResult result = Command.Shell(
            "(sleep 2; printf 'geheix\\177m-4711\\r') | script -qec \"$RIMURU credential set typed\" /dev/null"
        );
        result.Output.ShouldContain("Secret of typed (it is not shown):");
        result.Output.ShouldContain("typed is stored in File");
        result.Output.ShouldNotContain("geh");
        result.Output.ShouldNotContain("4711");
        Stored("typed").ShouldBe("geheim-4711");
    }

    [Fact]
    public void Several_processes_write_one_file()
    {
        const int Writers = 4;
        Process[] running = [.. Enumerable.Range(0, Writers).Select(i => Command.Start("credential", "set", $"name-{i}"))];
        for (int i = 0; i < Writers; i++)
        {
            running[i].StandardInput.Write($"secret {i}");
            running[i].StandardInput.Close();
        }

        foreach (Process process in running)
        {
            using (process)
                Cli.Finish(process).ExitCode.ShouldBe(0);
        }

        for (int i = 0; i < Writers; i++)
            Stored($"name-{i}").ShouldBe($"secret {i}");
    }

    /// <summary>A bus that accepts and says nothing, as a service that hangs does.</summary>
    [Fact]
    public void A_keychain_that_does_not_answer_is_passed_over()
    {
        Keyring.Require();
        string path = Path.Combine(folder, "bus");
        using Socket bus = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        bus.Bind(new UnixDomainSocketEndPoint(path));
        bus.Listen();
        Stopwatch waited = Stopwatch.StartNew();
        CliResult result = Set("a", "x", Command.With("DBUS_SESSION_BUS_ADDRESS", $"unix:path={path}"));
        waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20)); // D-Bus itself gives up after 25
        result.ExitCode.ShouldBe(0, result.Errors);
        result.Errors.ShouldContain("Keychain: it did not answer within 2 seconds");
        Stored("a").ShouldBe("x");
    }

    [Fact]
    public void A_session_bus_without_a_keyring_is_passed_over()
    {
        Keyring.Require();
        CliResult result = Keyring.Session(
            Command,
            folder,
            isStarted: false,
            "printf x | $RIMURU credential set a; $RIMURU credential list"
        );
        result.Output.ShouldContain("a is stored in File");
        result.Errors.ShouldContain("Keychain: ");
        Stored("a").ShouldBe("x");
    }

    [Fact]
    public void A_keyring_keeps_secrets_exactly_and_lists_and_removes_them()
    {
        Keyring.Require();
        string secret = "two\nlines 🔑 " + new string('ä', 4096);
        File.WriteAllText(Path.Combine(folder, "secret"), secret);
        CliResult result = Keyring.Session(
            Command,
            folder,
            isStarted: true,
            "$RIMURU credential set kept < secret && printf other | $RIMURU credential set other --source Keychain",
            "secret-tool lookup xdg:schema dev.rimuru.Credential name kept > kept",
            "$RIMURU credential list --json",
            "printf new | $RIMURU credential set other; secret-tool lookup xdg:schema dev.rimuru.Credential name other > other",
            "$RIMURU credential remove other && $RIMURU credential list --json && $RIMURU credential remove other"
        );
        result.Output.ShouldContain("kept is stored in Keychain: the default keyring");
        if (Keyring.HasTool)
        {
            File.ReadAllText(Path.Combine(folder, "kept")).ShouldBe(secret);
            File.ReadAllText(Path.Combine(folder, "other")).ShouldBe("new");
        }

        result.Output.ShouldContain("\"name\":\"kept\",\"source\":\"Keychain\"");
        result.Output.ShouldContain("other is removed from Keychain");
        result.Output.Split("\"name\":\"other\"").Length.ShouldBe(2, "it is listed before it is removed, and not after");
        result.Errors.ShouldContain("[E14001]");
        File.Exists(Path.Combine(folder, "credentials.json")).ShouldBeFalse();
    }

    [Fact]
    public void A_locked_keyring_is_passed_over_without_a_dialog()
    {
        Keyring.Require();
        CliResult result = Keyring.Session(
            Command,
            folder,
            isStarted: true,
            "printf in-keyring | $RIMURU credential set a",
            Keyring.Lock,
            "printf in-file | $RIMURU credential set a; $RIMURU credential set a --source Keychain < /dev/null",
            "$RIMURU credential list; printf y | $RIMURU credential set b --source Keychain; $RIMURU credential remove a --source Keychain"
        );
        result.Output.ShouldContain("a is stored in Keychain");
        result.Output.ShouldContain("a is stored in File");
        result.Errors.ShouldContain("Keychain: the keyring is locked");
        result.Errors.ShouldContain("[E14004] The credential 'b' could not be stored. Keychain: the keyring is locked.");
        result.Errors.ShouldContain("[E14004] The credential 'a' could not be removed. Keychain: the keyring is locked.");
        result.Errors.ShouldNotContain("SystemPrompter");
        Stored("a").ShouldBe("in-file");
    }

    private CliResult Set(string name, string input, Cli? command = null)
    {
        using Process process = (command ?? Command).Start("credential", "set", name);
        process.StandardInput.BaseStream.Write(Encoding.UTF8.GetBytes(input));
        process.StandardInput.Close();
        return Cli.Finish(process);
    }

    /// <summary>What the encrypted file has, read by the engine itself.</summary>
    private string? Stored(string name) =>
        new CredentialService(HostEnvironment.Of(folder, new Dictionary<string, string> { ["RIMURU_HOME"] = folder }))
            .Search(name)
            .Found?.Secret;
}
