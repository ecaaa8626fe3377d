using System.Text.Json;
using Rimuru.Core.Errors;
using Rimuru.Core.Sandbox;
using Rimuru.Plugins.Wire;

namespace Rimuru.Core.Plugins;

/// <summary>
/// The processes of plugins: one for each, which answers one call after the other, is started by the first, and is ended when it has had
/// none for a while. Thread-safe.
/// </summary>
/// <param name="use">Returns a plugin that may run now.</param>
/// <param name="shell">The program of PowerShell and its first arguments; null to find one.</param>
/// <param name="time">The clock.</param>
internal sealed class PluginHosts(Func<string, PluginKind?, UsablePlugin> use, Func<IReadOnlyList<string>?> shell, TimeProvider time)
    : IDisposable
{
    /// <summary>A PowerShell session lives for days, and so would the memory of the process; a new one takes a second.</summary>
    public static readonly TimeSpan MostIdle = TimeSpan.FromMinutes(1);

    private readonly object gate = new();
    private readonly Dictionary<string, PluginHostProcess> running = new(StringComparer.Ordinal);
    private ITimer? timer;
    private bool isClosed;

    /// <summary>The process of a plugin. E10001, E10005, E10009: the plugin may not run.</summary>
    public PluginHostProcess Of(string id, PluginKind kind)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosed, this);
            if (running.TryGetValue(id, out PluginHostProcess? known) && known.Keep())
                return known;
            known?.Dispose();
            PluginHostProcess started = new(use(id, kind), shell(), time);
            running[id] = started;
            timer ??= time.CreateTimer(_ => EndIdle(), null, MostIdle / 2, MostIdle / 2);
            return started;
        }
    }

    /// <summary>What a plugin tried and was denied, since its process was started.</summary>
    public IReadOnlyList<PluginViolation> Violations(string id)
    {
        lock (gate)
            return running.TryGetValue(id, out PluginHostProcess? known) ? known.Violations : [];
    }

    public void Dispose()
    {
        lock (gate)
        {
            isClosed = true;
            timer?.Dispose();
            foreach (PluginHostProcess one in running.Values)
                one.Dispose();
            running.Clear();
        }
    }

    private void EndIdle()
    {
        lock (gate)
        {
            if (isClosed)
                return;
            foreach (PluginHostProcess one in running.Values)
                one.EndIfIdle(MostIdle);
            if (running.Values.Any(one => one.IsAlive))
                return;
            timer?.Dispose();
            timer = null;
        }
    }
}

/// <summary>The process of one plugin. What it gives is not to be trusted: each answer is limited and checked.</summary>
internal sealed class PluginHostProcess : IDisposable
{
    private const long Megabyte = 1 << 20;
    private const int MostThreads = 64;
    private const long MostOutput = 1L << 30;
    private const long MostDisk = 64 * Megabyte;

    private readonly object gate = new();
    private readonly object state = new();
    private readonly TimeProvider time;
    private readonly PluginProcess process;
    private int calls;
    private long lastUse;

    public PluginHostProcess(UsablePlugin plugin, IReadOnlyList<string>? shell, TimeProvider time)
    {
        Plugin = plugin;
        this.time = time;
        lastUse = time.GetTimestamp();
        process = PluginProcess.Start(PolicyOf(plugin), EntryOf(plugin), shell);
        IsAlive = true;
    }

    public UsablePlugin Plugin { get; }

    /// <summary>False after a call that ended the process.</summary>
    public bool IsAlive { get; private set; }

    /// <summary>True if the process has been ended, by itself or for what it did.</summary>
    public bool HasEnded => process.HasEnded;

    public Confinement Confinement => process.Confinement;

    public IReadOnlyList<PluginViolation> Violations => process.Violations;

    /// <summary>False if it has ended; otherwise it does not end for being idle before a call that follows soon.</summary>
    public bool Keep()
    {
        lock (state)
        {
            lastUse = time.GetTimestamp();
            return IsAlive && !HasEnded;
        }
    }

    public void EndIfIdle(TimeSpan most)
    {
        lock (state)
        {
            if (IsAlive && calls == 0 && time.GetElapsedTime(lastUse) >= most)
                Dispose();
        }
    }

    /// <summary>The kinds that the plugin implements.</summary>
    public PluginKind[] Kinds()
    {
        byte[] result;
        using Use busy = Busy();
        lock (gate)
        {
            PluginCall call = process.Call(PluginWire.Describe, Arguments(null));
            call.CompleteInput();
            result = call.Result();
        }

        using JsonDocument document = JsonDocument.Parse(result);
        return
        [
            .. document
                .RootElement.GetProperty("kinds")
                .EnumerateArray()
                .Select(kind => Enum.TryParse(kind.GetString(), out PluginKind known) ? known : throw new InvalidDataException("No kind.")),
        ];
    }

    /// <summary>Runs one call. E10052, E10053: the plugin did not work. E10008: it gave something else.</summary>
    /// <param name="method">Its name.</param>
    /// <param name="arguments">Writes the arguments' properties.</param>
    /// <param name="input">Writes the input; null for none.</param>
    /// <param name="output">Reads the output.</param>
    /// <param name="inputBytes">
    /// The length of the input, where it is known. A short one is written before the output is read; others are on a thread of their own.
    /// </param>
    public T Call<T>(
        string method,
        Action<Utf8JsonWriter>? arguments,
        Action<PluginInput>? input,
        Func<Stream, T> output,
        long inputBytes = long.MaxValue
    )
    {
        using Use busy = Busy();
        lock (gate)
        {
            bool isKept = false;
            try
            {
                T result = Answer(method, arguments, input, output, inputBytes <= PluginCall.Room);
                isKept = true;
                return result;
            }
            catch (RimuruException e) when (e.Code == ErrorCodes.PluginFault)
            {
                // An exception of the plugin's own ends its call, and nothing else.
                isKept = true;
                throw new RimuruException(e.Code, $"The plugin {Plugin.Manifest.Id} did not work: {e.Message}", Plugin.Manifest.Id, e);
            }
            catch (RimuruException e) when (e.Code == ErrorCodes.PluginEnded)
            {
                throw new RimuruException(e.Code, $"The plugin {Plugin.Manifest.Id}: {e.Message}", Plugin.Manifest.Id, e);
            }
            catch (Exception e) when (e is InvalidDataException or JsonException)
            {
                throw new RimuruException(
                    ErrorCodes.PluginAnswerInvalid,
                    $"The plugin {Plugin.Manifest.Id} gave what no {method} gives: {e.Message}",
                    Plugin.Manifest.Id,
                    e
                );
            }
            finally
            {
                // After another failure it is unknown what the process is doing: the next call gets a new one.
                if (!isKept)
                    Dispose();
            }
        }
    }

    public void Dispose()
    {
        IsAlive = false;
        process.Dispose();
    }

    /// <summary>Keeps the process until disposal, and counts it as used then.</summary>
    private Use Busy()
    {
        lock (state)
            calls++;
        return new Use(this);
    }

    private T Answer<T>(string method, Action<Utf8JsonWriter>? arguments, Action<PluginInput>? input, Func<Stream, T> output, bool isShort)
    {
        PluginCall call = process.Call(method, Arguments(arguments));
        Task<Exception?> writer = isShort || input is null ? Task.FromResult(Write(call, input)) : Task.Run(() => Write(call, input));
        T result;
        try
        {
            result = output(call.Output);
            call.Result();
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            // The plugin may have failed on the way; then that is the reason.
            call.Output.CopyTo(Stream.Null);
            call.Result();
            throw;
        }
        catch (RimuruException) when (writer.GetAwaiter().GetResult() is { } cause)
        {
            // Half of the input was too little for it.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(cause);
            throw;
        }
        catch (Exception e) when (e is not RimuruException)
        {
            // Nobody reads on, so the writer would wait for ever.
            Dispose();
            throw;
        }
        finally
        {
            // What it reads is the caller's, who is about to close it.
            writer.Wait();
        }

        if (writer.GetAwaiter().GetResult() is { } failure)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        return result;
    }

    private static byte[] Arguments(Action<Utf8JsonWriter>? write)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            write?.Invoke(json);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static Exception? Write(PluginCall call, Action<PluginInput>? input)
    {
        try
        {
            if (input is not null)
            {
                using PluginInput buffered = new(call);
                input(buffered);
            }

            call.CompleteInput();
            return null;
        }
        catch (Exception e)
        {
            EndInput(call);
            return e;
        }
    }

    /// <summary>The plugin would wait for the rest until its time is over.</summary>
    private static void EndInput(PluginCall call)
    {
        try
        {
            call.CompleteInput();
        }
        catch (RimuruException)
        {
            // its process has ended
        }
    }

    private static PluginEntry EntryOf(UsablePlugin plugin) =>
        new(plugin.Manifest.Id, plugin.Manifest.Version, Path.Combine(plugin.Folder, plugin.Manifest.Entry), plugin.Manifest.TypeName);

    private static SandboxPolicy PolicyOf(UsablePlugin plugin) =>
        new()
        {
            PluginFolder = plugin.Folder,
            ReadPaths = plugin.Granted.Read,
            WritePaths = plugin.Granted.Write,
            Hosts = [.. plugin.Granted.Host.Select(HostOf)],
            MemoryBytes = plugin.Granted.MemoryMegabytes * Megabyte,
            CpuTime = TimeSpan.FromSeconds(plugin.Granted.CpuSeconds),
            CallTime = TimeSpan.FromSeconds(plugin.Granted.CallSeconds),
            OutputBytes = MostOutput,
            DiskBytes = MostDisk,
            MaxThreads = MostThreads,
            AllowUnconfined = plugin.IsUnconfined,
        };

    private static HostPort HostOf(string text)
    {
        int colon = text.LastIndexOf(':');
        return new HostPort(
            text[..colon].Trim('[', ']'),
            int.Parse(text[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture)
        );
    }

    private readonly struct Use(PluginHostProcess of) : IDisposable
    {
        public void Dispose()
        {
            lock (of.state)
            {
                of.calls--;
                of.lastUse = of.time.GetTimestamp();
            }
        }
    }
}
