"""The sandbox's bank: YooKassa v3 with a hosted page, test cards and notifications.

Its structure follows the published OpenAPI description; what the description leaves open is said
where it is decided.
"""
