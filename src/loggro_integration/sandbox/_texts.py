# SPDX-License-Identifier: MIT
"""
What the fake says when it refuses.

The first block is Loggro's own wording, letter by letter. The second is ours, because Loggro
publishes no text for these refusals: a client must not depend on them.
"""

from __future__ import annotations

__all__ = ["LITERAL", "OURS"]

LITERAL = {
    "wrong-password": "Correo o contraseña incorrectos.",
    "inactive-user": "Usuario inactivo",
    "shop-user": "Usuario de POS Tienda. Por favor ingrese a la aplicación correcta.",
    "not-authorised": "No tienes autorización para acceder a la información.",
    "premium": "Suscripción premium requerida",
    "order-not-found": "Pedido no encontrado",
    "product-elsewhere": "Verifique que el producto se encuentre en éste negocio",
    "not-found-or-parent": "No encontrado o pertenece al negocio principal!",
    "admin-only": "Solo usuarios administradores pueden realizar esta acción.",
    "permission": "Al usuario le falta el permiso {code}",
}

OURS = {
    "no-token": "No se envió el token de autenticación.",
    "server": "Error interno del servidor",
    "free-plan": "El plan gratuito solo permite consultar las ventas de los últimos 30 días.",
    "extraction-plan": "El negocio está en plan de extracción y no puede crear pedidos.",
    "no-orders": "Debe enviar al menos un pedido.",
    "no-table": "La mesa es obligatoria cuando el pedido no es un domicilio.",
    "quantity": "La cantidad debe ser mayor a cero.",
    "price": "El precio no es válido.",
    "stock-location": "Ubicación de stock inválida",
    "order-state": "El pedido no está en estado Espera o Entregado.",
    "no-cash-box": "El usuario no tiene una caja registradora activa.",
    "total": "El total enviado no corresponde al total de los pedidos.",
    "repeated-id": "Ya existe una factura con el mismo _id.",
    "payment-method": "El método de pago no existe.",
    "payment-value": "El valor pagado es menor al total de la factura.",
    "discount": "El descuento es mayor al total.",
    "e-invoice-client": "La factura electrónica requiere el documento del cliente.",
    "credit-client": "La venta a crédito requiere un cliente.",
    "invoice-not-found": "Factura no encontrada",
    "not-billed": "La factura debe estar en estado Facturada.",
    "already-void": "La factura ya se encuentra anulada.",
    "void-pending": "La factura electrónica aún está en validación ante la DIAN.",
    "no-void": "La factura no tiene una anulación en proceso.",
    "note-pending": "La nota crédito aún no ha sido aceptada por la DIAN.",
    "not-credit": "La factura no tiene un crédito pendiente.",
    "credit-value": "El abono debe ser mayor a cero y no superar el saldo.",
    "no-email": "El cliente no tiene correo electrónico.",
    "not-finished": "La factura no está en un estado que se pueda enviar a la integración.",
    "no-push": "No fue posible enviar la factura a la integración: {reason}",
    "already-pushed": "La factura ya fue enviada a la integración.",
    "cause": "La causa de cancelación es obligatoria.",
    "name": "El nombre es obligatorio.",
    "field": "El campo {path} no es válido.",
    "missing": "El campo {path} es obligatorio.",
    "query": "El parámetro {name} es obligatorio.",
    "superadmin": "Solo el super administrador de la plataforma puede realizar esta acción.",
    "delivery-role": "Solo los domiciliarios pueden realizar esta acción.",
    "category-in-use": "La categoría tiene productos.",
    "unit-in-use": "La unidad tiene ingredientes.",
    "area-in-use": "El área tiene productos.",
    "role-in-use": "El rol tiene usuarios.",
    "register-in-use": "La caja registradora tiene un cuadre abierto.",
    "expense-type-in-use": "El tipo de gasto tiene gastos.",
    "table-busy": "La mesa tiene pedidos activos.",
    "ingredient-in-use": "El ingrediente está en la receta de un producto.",
    "product-in-orders": "El producto tiene pedidos activos.",
    "promo-type": "El tipo de promoción no existe.",
    "percentage": "El porcentaje debe estar entre 0 y 100.",
    "tax-not-found": "El impuesto no existe.",
    "movement-type": "El tipo de movimiento no existe.",
    "direction": "El sentido no corresponde al tipo de movimiento.",
    "destination": "El traslado requiere una ubicación de destino.",
    "payment-of-movement": "El pago debe ser mayor a cero y no superar el saldo de la compra.",
    "payment-reversed": "El pago pertenece a un movimiento eliminado.",
    "cash-box-needed": "Para restar de la caja se requiere el cuadre abierto.",
    "kitchen-status": "El estado de cocina no existe.",
    "delivery-status": "El estado del domicilio no es válido.",
    "not-delivery": "La factura no es de un proveedor de domicilios por pagar.",
    "subproduct": "El producto ya es un subproducto o tiene subproductos.",
    "file": "El archivo no tiene el formato esperado.",
    "split": "El pedido no tiene varias unidades enteras.",
}
