using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Text;
using Rimuru.Core.Sandbox.Wire;

namespace Rimuru.PluginHost;

/// <summary>
/// Tells Rimuru what the system denied to the plugin, by the exceptions that it got. A report and no wall: a plugin can keep quiet about
/// it.
/// </summary>
internal sealed class Reporter(FrameLink link)
{
    private const int Most = 100;

    [ThreadStatic]
    private static bool isReporting;

    private readonly HashSet<string> said = new(StringComparer.Ordinal);
    private IReadOnlyList<string> inside = [];

    public void Start(IReadOnlyList<string> folders)
    {
        inside = folders;
        AppDomain.CurrentDomain.FirstChanceException += Look;
    }

    private void Look(object? sender, FirstChanceExceptionEventArgs thrown)
    {
        if (isReporting)
            return;
        isReporting = true;
        try
        {
            if (KindOf(thrown.Exception) is { } kind)
                Say(kind, thrown.Exception.Message);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Rimuru is gone
        }
        finally
        {
            isReporting = false;
        }
    }

    private PluginViolationKind? KindOf(Exception e) =>
        e switch
        {
            UnauthorizedAccessException => PluginViolationKind.File,
            FileNotFoundException { FileName: { } name } when IsOutside(name) => PluginViolationKind.File,
            DirectoryNotFoundException when IsOutside(PathIn(e.Message)) => PluginViolationKind.File,
            IOException when e.GetType() == typeof(IOException) && e.Message.StartsWith("Too many open files", StringComparison.Ordinal) =>
                PluginViolationKind.File,
            SocketException => PluginViolationKind.Network,
            HttpRequestException { StatusCode: System.Net.HttpStatusCode.Forbidden } => PluginViolationKind.Network,
            Win32Exception => PluginViolationKind.Process,
            OutOfMemoryException => PluginViolationKind.Memory,
            _ => null,
        };

    private bool IsOutside(string path) =>
        Path.IsPathRooted(path) && !inside.Any(folder => path.StartsWith(folder, StringComparison.Ordinal));

    private static string PathIn(string message) => message.Split('\'') is [_, { } path, ..] ? path : "";

    private void Say(PluginViolationKind kind, string text)
    {
        lock (said)
        {
            if (said.Count == Most || !said.Add(text))
                return;
        }

        const int MostText = 512;
        byte[] words = Encoding.UTF8.GetBytes(text.Length <= MostText ? text : text[..MostText]);
        link.Send(FrameKind.Denied, [(byte)kind, .. words]);
    }
}
