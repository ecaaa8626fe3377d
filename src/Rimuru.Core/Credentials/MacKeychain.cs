using System.Globalization;
using System.Text;

namespace Rimuru.Core.Credentials;

/// <summary>The generic passwords of the user's keychain on macOS, of the service <c>dev.rimuru</c>. Never opens a dialog.</summary>
internal sealed unsafe class MacKeychain : IKeychain
{
    private const string Service = "dev.rimuru";
    private const int Done = 0,
        NotFound = -25300,
        Duplicate = -25299,
        NeedsDialog = -25308;

    public string Title => "the login keychain";

    public string? Find(string name) =>
        WithoutDialogs(() =>
        {
            using CoreFoundation.Query query = Of(name);
            query.Add("kSecReturnData", CoreFoundation.True);
            query.Add("kSecMatchLimit", CoreFoundation.Constant("kSecMatchLimitOne"));
            nint data = 0;
            if (!IsDone(CoreFoundation.SecItemCopyMatching(query.Build(), &data)))
                return null;
            byte[] bytes = CoreFoundation.TakeBytes(data);
            string secret = Encoding.UTF8.GetString(bytes);
            Array.Clear(bytes);
            return secret;
        });

    public IReadOnlyList<string> Names() =>
        WithoutDialogs(() =>
        {
            using CoreFoundation.Query query = Of(null);
            query.Add("kSecReturnAttributes", CoreFoundation.True);
            query.Add("kSecMatchLimit", CoreFoundation.Constant("kSecMatchLimitAll"));
            nint found = 0;
            return IsDone(CoreFoundation.SecItemCopyMatching(query.Build(), &found))
                ? CoreFoundation.TakeTexts(found, "kSecAttrAccount")
                : [];
        });

    public void Set(string name, string secret) =>
        WithoutDialogs(() =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(secret);
            using CoreFoundation.Query item = Of(name),
                known = Of(name),
                change = new();
            item.AddBytes("kSecValueData", bytes);
            change.AddBytes("kSecValueData", bytes);
            Array.Clear(bytes);
            int status = CoreFoundation.SecItemAdd(item.Build(), null);
            IsDone(status == Duplicate ? CoreFoundation.SecItemUpdate(known.Build(), change.Build()) : status);
            return true;
        });

    public bool Remove(string name) =>
        WithoutDialogs(() =>
        {
            using CoreFoundation.Query query = Of(name);
            return IsDone(CoreFoundation.SecItemDelete(query.Build()));
        });

    private static CoreFoundation.Query Of(string? name)
    {
        CoreFoundation.Query query = new();
        query.Add("kSecClass", CoreFoundation.Constant("kSecClassGenericPassword"));
        query.AddText("kSecAttrService", Service);
        if (name is not null)
            query.AddText("kSecAttrAccount", name);
        return query;
    }

    private static bool IsDone(int status) =>
        status switch
        {
            Done => true,
            NotFound => false,
            NeedsDialog => throw new SourceUnusableException("it is locked, or asks before it gives the secret to this program"),
            _ => throw new SourceUnusableException(string.Create(CultureInfo.InvariantCulture, $"it answered with the status {status}")),
        };

    /// <summary>A switch of the whole process, which belongs to the host too.</summary>
    private static T WithoutDialogs<T>(Func<T> work)
    {
        byte before = 1;
        _ = CoreFoundation.SecKeychainGetUserInteractionAllowed(&before);
        _ = CoreFoundation.SecKeychainSetUserInteractionAllowed(0);
        try
        {
            return work();
        }
        finally
        {
            _ = CoreFoundation.SecKeychainSetUserInteractionAllowed(before);
        }
    }
}
