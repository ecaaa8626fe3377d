using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Rimuru.Core.Display;
using Rimuru.Core.Errors;
using Rimuru.Core.Sandbox.Wire;

namespace Rimuru.Core.Sandbox;

/// <summary>
/// The process of one plugin within its walls. It answers one call at a time, lives until it is disposed of or breaks a rule, and is taken
/// for hostile from the moment on at which the plugin is loaded.
/// </summary>
internal sealed class PluginProcess : IDisposable
{
    private const uint FirstCall = 0x80000000;

    private const int MostLogLines = 1000,
        MostDenials = 200,
        MostIdleBytes = 1 << 20;

    /// <summary>PowerShell on a busy machine.</summary>
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(1);

    private readonly SandboxPolicy policy;
    private readonly Action<string> log;
    private readonly WorkFolder work = new();
    private readonly ConfinementTier tier;
    private readonly Process process;
    private readonly FrameLink link;
    private readonly Broker broker;
    private readonly ChildErrors errors;
    private readonly object gate = new();
    private readonly List<PluginViolation> violations = [];
    private readonly Stopwatch waited = new();
    private readonly SemaphoreSlim replied = new(0);
    private readonly Thread reader;
    private PluginWatch? watch;
    private byte[]? reply;
    private PluginCall? call;
    private TimeSpan limit = StartTime;
    private RimuruException? ended;
    private bool isReplyDue;
    private bool isLoaded;
    private bool isDisposed;
    private int waiters;
    private int lines;
    private int denials;
    private uint calls;
    private long received;

    private PluginProcess(SandboxPolicy policy, PluginShell shell, bool isAssembly, Action<string>? log)
    {
        this.policy = policy;
        this.log = log ?? (_ => { });
        try
        {
            (tier, string? bubblewrap) = Walls.For(policy);
            PluginHostFiles.Check();
            process = PluginStart.Start(policy, tier, bubblewrap, shell, work, isAssembly);
        }
        catch (IOException e)
        {
            work.Dispose();
            throw new RimuruException(ErrorCodes.SandboxFailed, $"The plugin's process cannot be started: {e.Message}", inner: e);
        }
        catch
        {
            work.Dispose();
            throw;
        }

        PipeRoom.Widen(process.StandardInput.BaseStream);
        PipeRoom.Widen(process.StandardOutput.BaseStream);
        link = new FrameLink(process.StandardOutput.BaseStream, process.StandardInput.BaseStream, isLenient: false)
        {
            Receive = Receive,
            Counted = Count,
        };
        broker = new Broker(
            link,
            policy,
            denied => Add(PluginViolationKind.Network, denied, wasEnded: false),
            exceeded => End(PluginViolationKind.Network, exceeded)
        );
        errors = new ChildErrors(process.StandardError.BaseStream, () => End(PluginViolationKind.Output, "too much on the standard error"));
        reader = new Thread(Read) { IsBackground = true, Name = "Rimuru plugin reader" };
        Confinement = new Confinement { Tier = ConfinementTier.None };
    }

    /// <summary>The walls, as they were checked before the plugin was sent.</summary>
    public Confinement Confinement { get; private set; }

    /// <summary>The folder that the plugin may write; removed with the process.</summary>
    public string WorkFolder => work.Path;

    /// <summary>What was denied or exceeded so far.</summary>
    public IReadOnlyList<PluginViolation> Violations
    {
        get
        {
            lock (gate)
                return [.. violations];
        }
    }

    /// <summary>True if the process is no more, or is being ended.</summary>
    public bool HasEnded
    {
        get
        {
            lock (gate)
                return ended is not null;
        }
    }

    /// <summary>Starts a process, checks its walls, and loads the plugin.</summary>
    /// <param name="policy">What it may do.</param>
    /// <param name="entry">What is loaded.</param>
    /// <param name="shell">The PowerShell, as the words of a command; null for the one that this is, or the one on the path.</param>
    /// <param name="log">Receives the lines that the plugin logs; they are not to be trusted.</param>
    public static PluginProcess Start(
        SandboxPolicy policy,
        PluginEntry entry,
        IReadOnlyList<string>? shell = null,
        Action<string>? log = null
    )
    {
        PluginProcess started = new(policy, PluginShell.Find(shell), isAssembly: entry.TypeName is not null, log);
        try
        {
            started.Begin(entry);
            return started;
        }
        catch
        {
            started.Dispose();
            throw;
        }
    }

    /// <summary>Calls the plugin.</summary>
    /// <param name="method">What is called.</param>
    /// <param name="json">The arguments.</param>
    public PluginCall Call(string method, ReadOnlyMemory<byte> json)
    {
        PluginCall made;
        lock (gate)
        {
            if (ended is not null)
                throw ended;
            if (call is not null)
                throw new InvalidOperationException("A plugin answers one call at a time.");
            waited.Reset();
            received = 0;
            limit = policy.CallTime;
            made = call = new PluginCall(this, link.Open(FirstCall + calls++));
        }

        byte[] name = Encoding.UTF8.GetBytes(method);
        byte[] frame = new byte[sizeof(ushort) + name.Length + json.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(frame, (ushort)name.Length);
        name.CopyTo(frame, sizeof(ushort));
        json.Span.CopyTo(frame.AsSpan(sizeof(ushort) + name.Length));
        using (Wait())
        {
            try
            {
                link.Send(FrameKind.Call, made.Id, frame);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                throw WhyEnded(e);
            }
        }

        return made;
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (isDisposed)
                return;
            isDisposed = true;
            ended ??= new RimuruException(ErrorCodes.PluginEnded, "The plugin was closed.");
        }

        Kill();
        watch?.Stop();
        broker.Dispose();
        reader.Join(StartTime);
        process.Dispose();
        work.Dispose();
    }

    /// <summary>Counts the time until disposal as one in which the plugin is waited for.</summary>
    internal IDisposable Wait() => new Waiting(this);

    /// <summary>Ends the process because nobody waits for its answer any more.</summary>
    internal void GiveUp()
    {
        lock (gate)
            ended ??= new RimuruException(ErrorCodes.PluginEnded, "The plugin was stopped during a call.");
        Kill();
        link.Stop(ended);
    }

    /// <summary>Why there is no answer any more.</summary>
    internal RimuruException WhyEnded(Exception cause)
    {
        reader.Join(StartTime);
        lock (gate)
            return ended ?? new RimuruException(ErrorCodes.PluginEnded, "The plugin's process has ended.", inner: cause);
    }

    private void Begin(PluginEntry entry)
    {
        reader.Start();
        using IDisposable waiting = Wait();
        Expect(isFirst: true);
        using (JsonDocument hello = Step(null))
        {
            string version = hello.RootElement.GetProperty("version").GetString() ?? "";
            if (PluginShell.WhyNot(version) is { } old)
                throw new RimuruException(ErrorCodes.PluginShellMissing, old);
        }

        int child = OperatingSystem.IsLinux() ? ChildStatus.LastOf(process.Id) : process.Id;
        Step(writer => PluginStart.WriteLimits(writer, policy, tier)).Dispose();
        if (tier != ConfinementTier.None)
            Verify(child);
        Confinement = PluginStart.ConfinementOf(policy, tier);
        lock (gate)
        {
            limit = policy.CallTime;
            waited.Restart();
        }

        watch = new PluginWatch(policy, child, work.Path, Waited, End);
        watch.Start();
        lock (gate)
            isLoaded = true;
        Step(writer =>
            {
                writer.WriteString("step", "load");
                writer.WriteString("id", entry.Id);
                writer.WriteString("version", entry.Version);
                writer.WriteString("path", entry.Path);
                writer.WriteString("type", entry.TypeName);
                writer.WriteString("plugin", Path.GetFullPath(policy.PluginFolder));
                writer.WriteString("work", work.Path);
            })
            .Dispose();
    }

    /// <summary>Asks the kernel, and then lets the host try what must not work: only then is the plugin sent.</summary>
    private void Verify(int child)
    {
        if (ChildStatus.Of(child) is not { } status)
            throw Failed("its process is not to be found");
        if (status.WhyNotConfined(Environment.UserName == "root") is { } reason)
            throw Failed(reason);
        using CanaryFiles files = new(work);
        using JsonDocument answer = Step(files.Write);
        if (files.WhyNotConfined(answer.RootElement) is { } escape)
            throw Failed(escape);
    }

    private static RimuruException Failed(string reason) =>
        new(ErrorCodes.SandboxFailed, $"The plugin was not sent, because the walls around its process do not hold: {reason}.");

    /// <summary>One step of the start; null for the host's own first word.</summary>
    private JsonDocument Step(Action<Utf8JsonWriter>? write)
    {
        if (write is not null)
        {
            using MemoryStream json = new();
            using (Utf8JsonWriter writer = new(json))
            {
                writer.WriteStartObject();
                write(writer);
                writer.WriteEndObject();
            }

            Expect(isFirst: false);
            try
            {
                link.Send(FrameKind.Control, json.ToArray());
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                throw WhyEnded(e);
            }
        }

        if (!replied.Wait(StartTime + policy.CallTime))
            End(PluginViolationKind.Time, "no answer during the start");
        byte[] text;
        lock (gate)
            text = reply ?? throw ended!;
        JsonDocument answer;
        try
        {
            answer = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 4 });
        }
        catch (JsonException)
        {
            throw Failed("its host does not answer");
        }

        if (answer.RootElement.ValueKind != JsonValueKind.Object)
            throw Failed("its host does not answer");
        if (!answer.RootElement.TryGetProperty("error", out JsonElement error))
            return answer;
        string said = PlainText.Message(error.ToString());
        answer.Dispose();
        throw isLoaded ? new RimuruException(ErrorCodes.PluginFault, $"The plugin could not be loaded: {said}") : Failed(said);
    }

    private void Expect(bool isFirst)
    {
        lock (gate)
        {
            if (ended is not null && !isFirst)
                throw ended;
            isReplyDue = true;
            reply = null;
        }
    }

    private void Read()
    {
        try
        {
            link.Run();
        }
        catch (FrameException e)
        {
            End(PluginViolationKind.Protocol, e.Message);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // the process has ended
        }

        EndOfItself();
        PluginCall? open;
        RimuruException reason;
        lock (gate)
        {
            open = call;
            call = null;
            reason = ended!;
        }

        open?.Fail(reason);
        replied.Release();
    }

    private void Receive(FrameKind kind, ReadOnlyMemory<byte> payload)
    {
        switch (kind)
        {
            case FrameKind.ControlReply:
                lock (gate)
                {
                    if (!isReplyDue)
                        throw new FrameException("An answer that nobody has asked for.");
                    isReplyDue = false;
                    reply = payload.ToArray();
                }

                replied.Release();
                break;
            case FrameKind.Result or FrameKind.Failure:
                Answer(kind, payload.Span);
                break;
            case FrameKind.Open when isLoaded:
                broker.Open(payload.Span);
                break;
            case FrameKind.Log when isLoaded:
                if (++lines > MostLogLines)
                    End(PluginViolationKind.Output, $"more than {MostLogLines} lines for the log");
                else
                    log(PlainText.Message(Encoding.UTF8.GetString(payload.Span)));
                break;
            case FrameKind.Denied when isLoaded && payload.Length > 0:
                PluginViolationKind denied = (PluginViolationKind)payload.Span[0];
                if (!Enum.IsDefined(denied))
                    throw new FrameException("A denial of no kind.");
                if (++denials <= MostDenials)
                    Add(denied, PlainText.Message(Encoding.UTF8.GetString(payload.Span[1..])), wasEnded: false);
                break;
            default:
                throw new FrameException($"A frame of the kind {(int)kind} out of turn.");
        }
    }

    private void Answer(FrameKind kind, ReadOnlySpan<byte> payload)
    {
        if (payload.Length < FrameLink.ChannelBytes)
            throw new FrameException("An answer without a channel.");
        PluginCall answered;
        lock (gate)
        {
            if (call is null || call.Id != BinaryPrimitives.ReadUInt32LittleEndian(payload))
                throw new FrameException("An answer to a call that is not open.");
            answered = call;
            call = null;
            received = 0;
        }

        payload = payload[FrameLink.ChannelBytes..];
        if (kind == FrameKind.Result)
            answered.Complete(payload.ToArray());
        else
            answered.Fail(new RimuruException(ErrorCodes.PluginFault, PlainText.Message(Encoding.UTF8.GetString(payload))));
    }

    private void Count(int bytes)
    {
        long most = MostIdleBytes;
        lock (gate)
        {
            if (call is not null)
                most = policy.OutputBytes;
            most += policy.Hosts.Count > 0 ? policy.NetworkBytes : 0;
            received += bytes;
            if (received <= most)
                return;
        }

        End(PluginViolationKind.Output, $"more than {most >> 20} MB");
        throw new IOException("The plugin gave too much.");
    }

    private TimeSpan Waited()
    {
        lock (gate)
            return waiters > 0 && limit == policy.CallTime ? waited.Elapsed : TimeSpan.Zero;
    }

    private void Add(PluginViolationKind kind, string detail, bool wasEnded)
    {
        lock (gate)
        {
            if (violations.Count < MostDenials || wasEnded)
                violations.Add(new PluginViolation(kind, detail, wasEnded));
        }
    }

    /// <summary>Ends the process for what it did.</summary>
    private void End(PluginViolationKind kind, string detail)
    {
        lock (gate)
        {
            if (ended is not null)
                return;
            detail = detail.TrimEnd('.');
            Add(kind, detail, wasEnded: true);
            ended = new RimuruException(ErrorCodes.PluginEnded, $"The plugin was ended ({kind}): {detail}.");
        }

        Kill();
        link.Stop(ended);
    }

    /// <summary>The pipe is closed: by the kernel, which ended the process for a limit, by a crash, or by the plugin.</summary>
    private void EndOfItself()
    {
        lock (gate)
        {
            if (ended is not null)
                return;
        }

        // What closed its pipe and lives on is of no more use.
        const int Dying = 2000;
        if (!process.WaitForExit(Dying))
            Kill();
        process.WaitForExit(Dying);
        (PluginViolationKind kind, string detail) = Exits.Explain(process.HasExited ? process.ExitCode : null, errors.LastLine);
        lock (gate)
        {
            if (ended is not null)
                return;
            if (isLoaded)
                Add(kind, detail, wasEnded: true);
            ended = isLoaded
                ? new RimuruException(ErrorCodes.PluginEnded, $"The plugin's process has ended ({kind}): {detail}.")
                : Failed($"its process has ended before the plugin was loaded, {detail}");
        }
    }

    private void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e)
            when (e is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException or NotSupportedException)
        {
            // it has already ended
        }
    }

    private sealed class Waiting : IDisposable
    {
        private readonly PluginProcess process;

        public Waiting(PluginProcess process)
        {
            this.process = process;
            lock (process.gate)
            {
                if (process.waiters++ == 0)
                    process.waited.Start();
            }
        }

        public void Dispose()
        {
            lock (process.gate)
            {
                if (--process.waiters == 0)
                    process.waited.Stop();
            }
        }
    }
}
