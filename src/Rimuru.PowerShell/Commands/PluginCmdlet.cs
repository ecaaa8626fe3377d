using Rimuru.Core;
using Rimuru.Core.Plugins;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>A cmdlet that uses the plugins of this user. It needs no ledger.</summary>
public abstract class PluginCmdlet : RimuruCmdlet
{
    private PluginService? plugins;

    private protected PluginCmdlet() { }

    private protected PluginService Plugins
    {
        get
        {
            if (plugins is not null)
                return plugins;
            plugins = RimuruEngine.OwnPlugins();
            plugins.Shell = OwnPowerShell.Find(this);
            return plugins;
        }
    }

    private protected sealed override void Release() => plugins?.Dispose();

    /// <summary>The full path of a folder or package.</summary>
    private protected string FullPath(string path) => PathArguments.Resolve(path, SessionState.Path, "Path")!;

    /// <summary>Shows what a plugin asks for, asks the user, and installs it. Null if the user did not agree.</summary>
    private protected Plugin? Install(PluginOffer offer, bool allowUnconfined, bool isForced)
    {
        string question = PluginQuestion.Of(offer, allowUnconfined);
        string verb = offer.Known is null ? "Install" : "Update";
        bool isAgreed = (isForced && !IsWhatIf) || ShouldProcess(question, question, $"{verb} the plugin {offer.Manifest}");
        return isAgreed ? Plugins.Catalog.Install(offer, allowUnconfined) : null;
    }
}
