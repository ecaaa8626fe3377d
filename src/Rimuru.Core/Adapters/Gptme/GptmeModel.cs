namespace Rimuru.Core.Adapters.Gptme;

/// <summary>Models as gptme names them: after their providers, with notes on how they are asked.</summary>
internal static class GptmeModel
{
    private const string Cloud = "gptme/";
    private const string Router = "openrouter";

    private static readonly string[] Efforts = [":none", ":minimal", ":low", ":medium", ":high", ":xhigh"];

    /// <summary>
    /// The provider and the model. gptme's own cloud passes the name of whom it asks on; a router's name tells its choice after an at sign.
    /// </summary>
    public static (string? Provider, string? Model) Of(string? named)
    {
        bool isCloud = named?.StartsWith(Cloud, StringComparison.Ordinal) == true;
        (string? provider, string? model) = Split(isCloud ? named![Cloud.Length..] : named);
        if (model is null)
            return (provider, model);
        if ((isCloud || provider == Router) && model.IndexOf('@', StringComparison.Ordinal) is > 0 and int choice)
            model = model[..choice];
        string? effort = Array.Find(Efforts, level => model.EndsWith(level, StringComparison.Ordinal));
        return (provider, effort is null ? model : model[..^effort.Length]);
    }

    /// <summary>The name as it is, which messages are known by.</summary>
    public static (string? Provider, string? Model) Split(string? named)
    {
        int end = named?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        return named is null || end <= 0 ? (null, named) : (named[..end], named[(end + 1)..]);
    }
}
