using System.Text;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Integrations;

/// <summary>Puts Rimuru's features into the configuration of agents, and takes them out again. Needs no ledger.</summary>
internal sealed class IntegrationService(HostEnvironment environment)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly IntegrationRecord record = new(environment);

    /// <summary>The agents that have any feature.</summary>
    public static IReadOnlyList<string> Agents => AgentFiles.Agents;

    /// <summary>Every feature of every agent, installed or not.</summary>
    public IReadOnlyList<Integration> All() => [.. AgentFiles.Of(environment).Select(Describe)];

    /// <summary>
    /// The features of an agent. E2002: it is no agent that has any. E9001: it does not have the named one.
    /// </summary>
    public IReadOnlyList<IntegrationFeature> FeaturesOf(string agent, IReadOnlyList<IntegrationFeature> features)
    {
        IntegrationFeature[] own = [.. AgentFiles.Of(environment).Where(file => Is(file, agent)).Select(file => file.Feature)];
        if (own.Length == 0)
            throw new RimuruException(
                ErrorCodes.AgentUnknown,
                $"Rimuru has nothing to put into an agent '{agent}'.{Spelling.Hint(agent, Agents)} It can be put into "
                    + $"{string.Join(", ", Agents)}.",
                agent
            );
        foreach (IntegrationFeature feature in features)
        {
            if (!own.Contains(feature))
                throw new RimuruException(ErrorCodes.InvalidArgument, $"{agent} has no {feature}.", agent);
        }

        return features.Count > 0 ? features : own;
    }

    /// <summary>
    /// What an installation would change. E13001: the agent's file cannot be read. E13003: something else is in its place. E13005: there is
    /// no command to call.
    /// </summary>
    public FileChange PreviewInstall(string agent, IntegrationFeature feature, bool isClosed, string? program)
    {
        string path = program is null ? OwnProgram() : Path.GetFullPath(program);
        if (!OwnCommand.IsOwn(path))
            throw new RimuruException(
                ErrorCodes.InvalidArgument,
                $"The program must be named {OwnCommand.Names}, so that it is known again: '{path}' is not.",
                program
            );
        AgentCommand command = new(path, OwnCommand.Of(path, feature, isClosed && feature == IntegrationFeature.Guard), isClosed);
        return Preview(agent, feature, (file, text, traces) => file.Install(text, command, traces));
    }

    /// <summary>What a removal would change. E13001, E13003 as above.</summary>
    public FileChange PreviewRemove(string agent, IntegrationFeature feature) =>
        Preview(agent, feature, (file, text, traces) => text is null ? null : file.Remove(text, traces));

    /// <summary>
    /// Makes a change, with a copy of the file before it. E13002: the file was changed since the preview. E13004: it cannot be written.
    /// </summary>
    public Integration Apply(FileChange change)
    {
        if (!change.IsNone)
        {
            try
            {
                Write(change);
                record.Keep(change.File.Path, change.Traces);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new RimuruException(
                    ErrorCodes.IntegrationNotWritten,
                    $"{change.File.Path} cannot be written. {e.Message}",
                    change.File.Path,
                    e
                );
            }
        }

        return Describe(change.File);
    }

    private FileChange Preview(string agent, IntegrationFeature feature, Func<AgentFile, string?, ISet<string>, string?> edit)
    {
        AgentFile file = AgentFiles.Of(environment).First(one => Is(one, agent) && one.Feature == feature);
        try
        {
            byte[]? before = BytesOf(file.Path);
            SortedSet<string> traces = record.Of(file.Path);
            string? text = before is null ? null : Strict.GetString(before);
            string? after = edit(file, text, traces);
            return new FileChange(file, before, after is null ? null : Strict.GetBytes(after), traces);
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException or IOException or UnauthorizedAccessException)
        {
            throw new RimuruException(ErrorCodes.IntegrationFileInvalid, $"{file.Path} was left as it is: {e.Message}", file.Path, e);
        }
        catch (ForeignEntryException e)
        {
            throw new RimuruException(ErrorCodes.IntegrationForeign, $"{file.Path} was left as it is: {e.Message}.", file.Path, e);
        }
    }

    private void Write(FileChange change)
    {
        string path = change.File.Path;
        PrivateFile.CreateFolder(Path.GetDirectoryName(path)!);
        if (change.Before is { } before)
            record.BackUp(path, before);
        using FileReplacement replacement = FileReplacement.Begin(path);
        byte[]? now = BytesOf(path);
        if (now is null ? change.Before is not null : change.Before is null || !now.AsSpan().SequenceEqual(change.Before))
            throw new RimuruException(
                ErrorCodes.IntegrationFileChanged,
                $"{path} was changed by another program in this moment, and was left as it is.",
                path
            );
        if (change.After is { } after)
            replacement.Commit(after);
        else
            File.Delete(path);
    }

    private Integration Describe(AgentFile file)
    {
        string? command = null,
            note = null;
        try
        {
            command = BytesOf(file.Path) is { } bytes ? file.CommandIn(Strict.GetString(bytes)) : null;
            note = command is null ? null : file.Advice;
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException or IOException or UnauthorizedAccessException)
        {
            note = $"The file cannot be read: {e.Message}";
        }

        return new Integration
        {
            Agent = file.Agent,
            Feature = file.Feature,
            Installed = command is not null,
            FailClosed = command?.EndsWith(OwnCommand.Closed, StringComparison.Ordinal) == true,
            Path = file.Path,
            Command = command,
            Note = note,
        };
    }

    /// <summary>The command on the PATH, whose name stays the same when it is updated; else the one that runs.</summary>
    private string OwnProgram()
    {
        if (environment.FindProgram("rimuru") is { } found)
            return found;
        if (Environment.ProcessPath is { } own && OwnCommand.IsOf($"{OwnCommand.Quoted(own)} {OwnCommand.Guard}", IntegrationFeature.Guard))
            return own;
        throw new RimuruException(
            ErrorCodes.IntegrationNoCommand,
            $"There is no command rimuru on the PATH that the agent could run. Install it, or name it with {Terms.Program}.",
            "rimuru"
        );
    }

    private static bool Is(AgentFile file, string agent) => file.Agent.Equals(agent, StringComparison.OrdinalIgnoreCase);

    private static byte[]? BytesOf(string path) =>
        RegularFile.IsMissing(path) ? null : RegularFile.ReadAllBytes(path, RegularFile.SmallDocument);
}
