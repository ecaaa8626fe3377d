using System.Text;
using System.Text.Json;

namespace Rimuru.Samples;

/// <summary>Sends events to the incoming webhook of a chat server.</summary>
public sealed class ChatNotifier : INotifierPlugin
{
    /// <inheritdoc/>
    public async Task NotifyAsync(PluginNotice notice, IPluginContext context)
    {
        if (!notice.Setting.TryGetValue("Url", out string? url))
            throw new InvalidOperationException("The hook needs -Setting @{ Url = 'http://127.0.0.1:8065/hooks/...' }.");
        string channel = notice.Setting.TryGetValue("Channel", out string? named) ? named : "general";
        using MemoryStream body = new();
        using (Utf8JsonWriter json = new(body))
        {
            json.WriteStartObject();
            json.WriteString("text", notice.Text);
            json.WriteString("channel", channel);
            json.WriteString("id", notice.Id);
            json.WriteEndObject();
        }

        using HttpClient client = context.CreateHttpClient();
        using StringContent content = new(Encoding.UTF8.GetString(body.ToArray()), Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PostAsync(new Uri(url), content).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
    }
}
