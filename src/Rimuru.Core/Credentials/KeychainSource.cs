using Rimuru.Core.Config;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Credentials;

/// <summary>
/// The keychain of the operating system. It may wait for a service that does not answer, or for a person who is not there: each call has a
/// thread of its own and a time limit.
/// </summary>
internal sealed class KeychainSource : ICredentialSource
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>A call that did not answer. While it lasts, the keychain is not asked again.</summary>
    private static Task? stuck;

    private readonly Func<IKeychain> open;

    public KeychainSource(HostEnvironment host) =>
        open = () =>
        {
            if (OperatingSystem.IsWindows())
                return new WindowsKeychain();
            return OperatingSystem.IsMacOS() ? new MacKeychain() : new SecretService(host);
        };

    public CredentialSource Kind => CredentialSource.Keychain;

    public string? Find(string name) => Ask(keychain => keychain.Find(name));

    public IReadOnlyList<(string Name, string Place)> List() =>
        Ask(keychain => keychain.Names().Where(AsciiName.IsValid).Select(name => (name, keychain.Title)).ToArray());

    public string Set(string name, string secret) =>
        Ask(keychain =>
        {
            keychain.Set(name, secret);
            return keychain.Title;
        });

    public bool Remove(string name) => Ask(keychain => keychain.Remove(name));

    private T Ask<T>(Func<IKeychain, T> question)
    {
        if (stuck is { IsCompleted: false })
            throw NoAnswer();
        Task<T> answer = Task.Factory.StartNew(
            () => question(open()),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        try
        {
            return answer.WaitAsync(Limit).GetAwaiter().GetResult();
        }
        catch (TimeoutException)
        {
            stuck = answer;
            _ = answer.ContinueWith(
                late => late.Exception,
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted,
                TaskScheduler.Default
            );
            throw NoAnswer();
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new SourceUnusableException("its library is not installed", e);
        }
    }

    private static SourceUnusableException NoAnswer() => new($"it did not answer within {Limit.Seconds} seconds");
}
