using System.Management.Automation;
using System.Text;

namespace Rimuru.PluginHost;

/// <summary>A request of a script to one of the hosts that the plugin was given.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "PluginRequest")]
[OutputType(typeof(PSObject))]
public sealed class PluginRequestCommand : PSCmdlet
{
    /// <summary>The address.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public Uri? Uri { get; set; }

    /// <summary>The method.</summary>
    [Parameter]
    public string Method { get; set; } = "GET";

    /// <summary>The text to send.</summary>
    [Parameter]
    public string? Body { get; set; }

    /// <summary>What the text is.</summary>
    [Parameter]
    public string ContentType { get; set; } = "application/json";

    /// <summary>Further headers.</summary>
    [Parameter]
    public System.Collections.Hashtable? Headers { get; set; }

    internal static HostContext? Context { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        using HttpClient client = Context!.CreateHttpClient();
        using HttpRequestMessage request = new(new HttpMethod(Method), Uri);
        if (Body is not null)
            request.Content = new StringContent(Body, Encoding.UTF8, ContentType);
        foreach (System.Collections.DictionaryEntry header in Headers ?? [])
            request.Headers.TryAddWithoutValidation($"{header.Key}", $"{header.Value}");
        using HttpResponseMessage response = client.Send(request);
        using StreamReader reader = new(response.Content.ReadAsStream());
        PSObject answer = new();
        answer.Properties.Add(new PSNoteProperty("Status", (int)response.StatusCode));
        answer.Properties.Add(new PSNoteProperty("Content", reader.ReadToEnd()));
        WriteObject(answer);
    }
}
