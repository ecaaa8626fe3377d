# The commands on credentials, in a home of their own, and SecretManagement as a module of the tests' own.
BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    $worker = Start-Worker
    $folder = (New-Item -ItemType Directory "$TestDrive/rimuru").FullName
    $own = @{ RIMURU_HOME = $folder; DBUS_SESSION_BUS_ADDRESS = ''; XDG_RUNTIME_DIR = '' }

    # The four functions that Rimuru uses of SecretManagement, with a vault in a folder.
    $modules = "$TestDrive/modules"
    $vault = (New-Item -ItemType Directory "$TestDrive/vault").FullName
    $null = New-Item -ItemType Directory "$modules/Microsoft.PowerShell.SecretManagement"
    @'
function Get-SecretInfo {
    [CmdletBinding()] param([string] $Name = '*', [string] $Vault)
    Add-Content "$env:TEST_VAULT.calls" "Get-SecretInfo $Name"
    if (Test-Path "$env:TEST_VAULT/locked") { throw 'The vault is locked.' }
    Get-ChildItem $env:TEST_VAULT | Where-Object Name -Like $Name | ForEach-Object { [pscustomobject]@{ Name = $_.Name; VaultName = 'TestVault'; Type = 'SecureString' } }
}
function Get-Secret {
    [CmdletBinding()] param([string] $Name, [string] $Vault)
    Add-Content "$env:TEST_VAULT.calls" "Get-Secret $Name $Vault"
    $text = Get-Content -Raw "$env:TEST_VAULT/$Name"
    Write-Verbose "the secret is $text" -Verbose:($VerbosePreference -ne 'SilentlyContinue')
    Write-Debug "the secret is $text"
    Write-Warning "the secret is $text"
    if ($Name -eq 'login') { return [pscredential]::new('ada', (ConvertTo-SecureString $text -AsPlainText -Force)) }
    if ($Name -eq 'table') { return @{ key = $text } }
    ConvertTo-SecureString $text -AsPlainText -Force
}
function Set-Secret {
    [CmdletBinding()] param([string] $Name, [securestring] $SecureStringSecret)
    [IO.File]::WriteAllText("$env:TEST_VAULT/$Name", [Net.NetworkCredential]::new('', $SecureStringSecret).Password)
}
function Remove-Secret { [CmdletBinding()] param([string] $Name, [string] $Vault) Remove-Item "$env:TEST_VAULT/$Name" }
Export-ModuleMember Get-SecretInfo, Get-Secret, Set-Secret, Remove-Secret
'@ | Set-Content "$modules/Microsoft.PowerShell.SecretManagement/Microsoft.PowerShell.SecretManagement.psm1"
    $managed = $own + @{ PSModulePath = "$modules$([IO.Path]::PathSeparator)$env:PSModulePath"; TEST_VAULT = $vault }

    function Invoke-Own([string] $Script, [hashtable] $Environment = $own) { Invoke-Session $worker "function Secure(`$text) { ConvertTo-SecureString `$text -AsPlainText -Force }`n$Script" -Environment $Environment }
}
AfterAll { Stop-Worker $worker }

Describe 'Credentials' {
    BeforeEach { Get-ChildItem $folder | Remove-Item -Recurse -Force }

    It 'are stored, listed and removed' {
        Invoke-Own 'Set-RimuruCredential anthropic (Secure "geheim-1"); (Set-RimuruCredential team-db -Credential ([pscredential]::new("ada", (Secure "geheim-2"))) -PassThru).ToString()
            Get-RimuruCredential | ForEach-Object { "{0} {1} {2}" -f $_.Name, $_.Source, $_.IsUsed }
            (Get-RimuruCredential team*).Detail; Get-RimuruCredential | Remove-RimuruCredential -Confirm:$false; @(Get-RimuruCredential).Count' |
            Should -Be 'team-db (File)', 'anthropic File True', 'team-db File True', (Join-Path $folder 'credentials.json'), '0'
    }

    It 'are asked for without showing them, if none is given' {
        (Invoke-Own '(Get-Command Set-RimuruCredential).Parameters.Secret.ParameterType.Name; (Get-Command Set-RimuruCredential).Parameters.Secret.ParameterSets.Values.IsMandatory') |
            Should -Be 'SecureString', 'True'
    }

    It 'say which source is used, and warn of one that hides the new secret' {
        Invoke-Own 'Set-RimuruCredential a (Secure "x") 3>&1 | ForEach-Object Message; Get-RimuruCredential a | ForEach-Object { "{0} {1} {2}" -f $_.Source, $_.IsUsed, $_.Detail }' ($own + @{ RIMURU_SECRET_A = 'geheim-3' }) |
            Should -Be 'a is now in File, but RIMURU_SECRET_A has it too and is asked first.', 'Environment True RIMURU_SECRET_A', "File False $(Join-Path $folder 'credentials.json'); RIMURU_SECRET_A is used instead"
    }

    It 'say with -Verbose why a source is passed over' {
        $text = (Invoke-Own 'Set-RimuruCredential a (Secure "x") -Verbose 4>&1 | ForEach-Object Message') -join "`n"
        $text | Should -Match 'SecretManagement: it is not installed'
        if ($IsLinux) { $text | Should -Match 'Keychain: there is no D-Bus session' }
    }

    It 'change nothing with -WhatIf' {
        $text = (Invoke-Own 'Set-RimuruCredential a (Secure "geheim-4") -WhatIf 6>&1; Set-RimuruCredential b (Secure "y"); Remove-RimuruCredential b -WhatIf 6>&1; (Get-RimuruCredential).Name') -join "`n"
        $text | Should -Match 'What if.*"a"'
        $text | Should -Match 'What if.*"b"'
        $text | Should -Match '(?m)^b$'
        $text | Should -Not -Match 'geheim'
    }

    It 'have errors for <Case>' -ForEach @(
        @{ Case = 'a wrong name'; Line = 'Set-RimuruCredential "a b" (Secure "geheim-5")'; Id = 'E9001'; Text = '1 to 64 letters' }
        @{ Case = 'an empty secret'; Line = 'Set-RimuruCredential a ([securestring]::new())'; Id = 'E9001'; Text = 'it is empty' }
        @{ Case = 'a source that cannot be written'; Line = 'Set-RimuruCredential a (Secure "geheim-5") -Source SecretManagement'; Id = 'E14004'; Text = 'SecretManagement: it is not installed' }
        @{ Case = 'a name that is not stored'; Line = 'Get-RimuruCredential nosuch'; Id = 'E14001'; Text = "no credential 'nosuch'" }
        @{ Case = 'a name that cannot be removed'; Line = 'Remove-RimuruCredential nosuch -Confirm:$false'; Id = 'E14001'; Text = "credential 'nosuch'" }
    ) {
        $lines = Invoke-Own "try { $Line -ErrorAction Stop } catch { `$_.FullyQualifiedErrorId; `$_ | Format-List * -Force | Out-String -Width 500 }"
        $lines[0] | Should -BeLike "$Id,*"
        ($lines -join "`n") | Should -Match ([regex]::Escape($Text))
        ($lines -join "`n") | Should -Not -Match 'geheim'
    }

    It 'complete by name, and suggest the names that Rimuru looks for' {
        Invoke-Own '$words = { param($line) ([Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)).CompletionMatches.CompletionText }
            Set-RimuruCredential team-db (Secure "x"); (& $words "Set-RimuruCredential ") -join " "; (& $words "Remove-RimuruCredential ") -join " "; (& $words "Get-RimuruCredential te") -join " "; (& $words "Set-RimuruCredential a -Source ") -join " "' |
            Should -Be 'anthropic google openai openrouter team-db', 'team-db', 'team-db', 'Environment File Keychain SecretManagement'
    }

    It 'survive the trip of an object through CliXml, which binds again' {
        Invoke-Own 'Set-RimuruCredential a (Secure "geheim-6"); $text = [Management.Automation.PSSerializer]::Serialize((Get-RimuruCredential a)); $text -match "geheim"
            [Management.Automation.PSSerializer]::Deserialize($text) | Remove-RimuruCredential -Confirm:$false -PassThru | ForEach-Object { "$_ $($_.Detail)" }' | Should -Be 'False', 'a (File) removed'
    }
}

Describe 'SecretManagement' {
    BeforeEach {
        Get-ChildItem $folder | Remove-Item -Recurse -Force
        Get-ChildItem $vault | Remove-Item
        Remove-Item "$vault.calls" -ErrorAction Ignore
    }

    It 'is the first source that a new secret goes to' {
        Invoke-Own 'Set-RimuruCredential a (Secure "in vault") -PassThru | ForEach-Object { "$_ $($_.Detail)" }; Get-RimuruCredential | ForEach-Object { "$_ $($_.IsUsed)" }
            Remove-RimuruCredential a -Confirm:$false -PassThru | ForEach-Object { "$_" }' $managed | Should -Be 'a (SecretManagement) vault TestVault', 'a (SecretManagement) True', 'a (SecretManagement)'
        Get-ChildItem $vault | Should -BeNullOrEmpty
        Get-ChildItem $folder | Should -BeNullOrEmpty
    }

    It 'is passed over if its vault is locked, and the reason is said' {
        $null = New-Item "$vault/locked"
        (Invoke-Own 'try { Set-RimuruCredential a (Secure "x") -Source SecretManagement } catch { $_.FullyQualifiedErrorId }; Get-RimuruCredential -Verbose 4>&1 | ForEach-Object Message' $managed) -join "`n" |
            Should -Match 'SecretManagement: The vault is locked'
    }

    It 'gives the key of a price sync, and is not asked by a command that needs none' {
        $server = Start-ModelServer
        try {
            [IO.File]::WriteAllText("$vault/anthropic", 'geheim-7')
            [IO.File]::WriteAllText("$vault/login", 'geheim-8')
            $sync = $managed + @{ RIMURU__SYNC__ANTHROPIC__BASE_URL = $server.LiteLlm; RIMURU__SYNC__LITELLM__BASE_URL = $server.LiteLlm }
            $null = Invoke-Own 'Get-RimuruCost -NoSync -WarningAction Ignore; Sync-RimuruModel LiteLLM' $sync
            Test-Path "$vault.calls" | Should -BeFalse
            $lines = (Invoke-Own 'try { Sync-RimuruModel Anthropic -Verbose -Debug -ErrorVariable wrong -ErrorAction SilentlyContinue *>&1 | Out-String } catch { }; $wrong | Format-List * -Force | Out-String' $sync) -join "`n"
            Get-Content "$vault.calls" | Should -Contain 'Get-Secret anthropic TestVault'
            $lines | Should -Match 'Anthropic'
            $lines | Should -Not -Match 'requires a key'
            $lines | Should -Not -Match 'geheim'
        }
        finally { Stop-ModelServer $server }
    }

    It 'gives the password of a PSCredential, and refuses what is no text' {
        [IO.File]::WriteAllText("$vault/login", 'geheim-8')
        [IO.File]::WriteAllText("$vault/table", 'geheim-9')
        $server = $managed + @{ RIMURU_DATABASE_URL = 'postgres://ada@127.0.0.1:1/x?connect_timeout=1'; RIMURU__DATABASE__PASSWORD = 'secret:login' }
        Invoke-Own 'try { Get-RimuruStore } catch { $_.FullyQualifiedErrorId }' $server | Should -BeLike 'E1001,*'
        $server.RIMURU__DATABASE__PASSWORD = 'secret:table'
        (Invoke-Own 'try { Get-RimuruStore } catch { $_.FullyQualifiedErrorId; "$_" }' $server) -join "`n" | Should -Match "(?s)E14001.*neither a text nor a credential"
    }
}

Describe 'A transcript' {
    It 'of all that a user can do has no secret' {
        Get-ChildItem $folder | Remove-Item -Recurse -Force
        $file = Join-Path $TestDrive 'transcript.txt'
        # Typed text is in a transcript, so the secrets come from the environment, as a prompt's would from the keyboard.
        $output = Invoke-Fresh @"
`$null = Start-Transcript '$file' -IncludeInvocationHeader
Import-Module `$Manifest
`$VerbosePreference = `$DebugPreference = 'Continue'
`$secret = [Net.NetworkCredential]::new('', `$env:TEST_SECRET).SecurePassword
`$made = Set-RimuruCredential anthropic `$secret -PassThru -Verbose -Debug
Set-RimuruCredential team-db -Credential ([pscredential]::new('ada', `$secret)) -Source File -Verbose
`$made; `$made | Format-List * | Out-String; `$made | ConvertTo-Json; "`$made"; `$made | Get-Member | Out-String
Get-RimuruCredential -Verbose -Debug | Format-Table | Out-String
Get-RimuruCredential | Format-List * -Force | Out-String
try { Set-RimuruCredential 'a b' `$secret } catch { `$_ | Format-List * -Force | Out-String }
try { Set-RimuruCredential a `$secret -Source Keychain } catch { `$_ | Format-List * -Force | Out-String; `$_.Exception.ToString() }
try { Get-RimuruStore -Verbose -Debug } catch { `$_ | Format-List * -Force | Out-String; `$_.Exception.ToString() }
try { Sync-RimuruModel Anthropic -Verbose -Debug -ErrorAction SilentlyContinue -ErrorVariable wrong } catch { `$_ | Format-List * -Force | Out-String }
`$wrong | Format-List * -Force | Out-String; `$Error | Format-List * -Force | Out-String
Get-RimuruConfiguration database.* | ConvertTo-Json -Depth 4
Get-RimuruLog | Format-List * | Out-String
Remove-RimuruCredential anthropic, team-db -Confirm:`$false -Verbose -Debug
`$null = Stop-Transcript
"@ -Environment ($own + @{
                TEST_SECRET = 'Q7geheimQ7'; RIMURU_SECRET_SERVER = 'Q7geheimQ7'; RIMURU_DATABASE_URL = 'postgres://ada@127.0.0.1:1/x?connect_timeout=1'
                RIMURU__DATABASE__PASSWORD = 'secret:server'; RIMURU__SYNC__ANTHROPIC__BASE_URL = 'http://127.0.0.1:1'; RIMURU__LOGGING__LEVEL = 'debug'
            })
        $output -join "`n" | Should -Match 'team-db'
        $output -join "`n" | Should -Not -Match 'Q7geheim'
        $text = Get-Content -Raw $file
        $text | Should -Match 'anthropic'
        $text | Should -Match 'E1001'
        $text | Should -Not -Match 'Q7geheim'
        $log = Get-Content -Raw (Join-Path $folder 'rimuru.log')
        $log | Should -Match 'E1001'
        $log | Should -Not -Match 'Q7geheim'
    }
}
