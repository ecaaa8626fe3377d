using System.Text.Json;
using Rimuru.Plugins.Wire;

namespace Rimuru.PluginHost;

/// <summary>What calls give back.</summary>
internal static class PluginResults
{
    public static byte[] Empty { get; } = "{}"u8.ToArray();

    /// <summary>The kinds that a plugin implements.</summary>
    public static byte[] Kinds(Func<PluginKind, bool> isImplemented)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            json.WriteStartArray("kinds");
            foreach (PluginKind kind in Enum.GetValues<PluginKind>().Where(isImplemented))
                json.WriteStringValue(kind.ToString());
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    public static void Write(PluginPicture picture, Stream output)
    {
        using Utf8JsonWriter json = new(output);
        PictureWire.Write(json, picture);
    }
}
